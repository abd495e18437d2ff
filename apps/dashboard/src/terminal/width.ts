/** Columns to write in: the terminal's; without one what COLUMNS says, else `otherwise`. */
export function terminalWidth(otherwise = 80): number {
  const { columns } = process.stdout;
  if (columns !== undefined && columns > 0) return columns;
  const stated = Number(process.env.COLUMNS);
  return Number.isInteger(stated) && stated > 0 ? stated : otherwise;
}

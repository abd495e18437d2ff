/** The same things in the same order, starting with another one: past the last comes the first. */
export function turned<T>(things: readonly T[], by: number): T[] {
  const start = things.length === 0 ? 0 : by % things.length;
  return [...things.slice(start), ...things.slice(0, start)];
}

import { type Cell, detectSurface, table, visibleWidth } from '@hourglass/viz';
import { terminalWidth } from '../terminal/width.ts';

/** One column of a table, made of the rows' own things. */
export interface Column<Row> {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly right?: boolean;
  cell(row: Row): Cell;
}

/**
 * A table that is no wider than the terminal, or than COLUMNS says: it goes without some of its columns where it
 * must. Without either it is as wide as it is.
 *
 * @param dispensable titles of the columns that can be missed, those first that are missed least.
 */
export function fittingTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  dispensable: readonly string[],
): string[] {
  const surface = detectSurface(process.stdout, process.env);
  const room = terminalWidth(Number.POSITIVE_INFINITY);
  for (let left = 0; ; left++) {
    const shown = columns.filter(({ title }) => !dispensable.slice(0, left).includes(title));
    const cells = rows.map((row) => shown.map((column) => column.cell(row)));
    const align = shown.map(({ right }) => (right ? 'right' : 'left') as 'left' | 'right');
    const lines = table(cells, { ...surface, header: shown.map(({ title }) => title), align });
    if (left === dispensable.length || lines.every((line) => visibleWidth(line) <= room)) return lines;
  }
}

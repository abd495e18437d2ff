import type { ColorName } from '../surfaces/color.ts';
import { ColoredLine } from '../surfaces/colored-line.ts';
import { resolveSurface, type SurfaceOptions } from '../surfaces/surface.ts';
import { type Alignment, pad, plain, visibleWidth } from '../text.ts';

/** What stands in a cell: text on one line, a number as JavaScript prints it, or text in a colour. */
export type Cell = string | number | { readonly text: string; readonly color: ColorName };

export interface TableOptions extends SurfaceOptions {
  /** Names of the columns, with a rule under them. */
  readonly header?: readonly string[];
  /** One for each column. Left out: right for a column of numbers, else left. */
  readonly align?: readonly Alignment[];
}

/** Blanks between two columns. */
const GAP = '  ';

/**
 * Draws rows of cells as columns. Short rows are filled up with empty cells.
 *
 * @example
 * table([['raw pixels', '97.0%'], ['autoencoder', '97.4%']], {
 *   header: ['encoder', 'accuracy'],
 *   align: ['left', 'right'],
 * });
 */
export function table(rows: readonly (readonly Cell[])[], options: TableOptions = {}): string[] {
  const surface = resolveSurface(options);
  const { header } = options;
  const align = alignments(rows, options);
  const all = header === undefined ? rows : [header, ...rows];
  const widths = align.map((_, column) =>
    Math.max(0, ...all.map((row) => visibleWidth(cellText(row[column])))),
  );
  const lines = all.map((row) => {
    const line = new ColoredLine(surface.color);
    for (const [column, width] of widths.entries()) {
      if (column > 0) line.add(GAP);
      const text = cellText(row[column]);
      // No blanks at the end of a line.
      const isLast = column === widths.length - 1 && align[column] === 'left';
      line.add(isLast ? text : pad(text, width, align[column]!), cellColor(row[column]));
    }
    return line.toString();
  });
  if (header !== undefined) {
    const rule = widths.map((width) => (surface.unicode ? '─' : '-').repeat(width)).join(GAP);
    lines.splice(1, 0, new ColoredLine(surface.color).add(rule, 'gray').toString());
  }
  return lines;
}

/** The alignment of each column, for as many columns as the longest row has. */
export function alignments(
  rows: readonly (readonly Cell[])[],
  { header = [], align = [] }: Pick<TableOptions, 'header' | 'align'>,
): Alignment[] {
  const columns = Math.max(header.length, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) => {
    const cells = rows.map((row) => row[column]).filter((cell) => cell !== undefined);
    const numbers = cells.length > 0 && cells.every((cell) => typeof cell === 'number');
    return align[column] ?? (numbers ? 'right' : 'left');
  });
}

/** The text of a cell, without line breaks or escape codes. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  return plain(typeof cell === 'object' ? cell.text : String(cell));
}

function cellColor(cell: Cell | undefined): ColorName | undefined {
  return typeof cell === 'object' ? cell.color : undefined;
}

import { type Alignment, pad, visibleWidth } from '../text.ts';
import { alignments, type Cell, cellText, type TableOptions } from './table.ts';

/** As for `table`; Markdown has neither colours nor a table without a header. */
export interface MarkdownTableOptions extends Pick<TableOptions, 'align'> {
  readonly header: readonly string[];
}

/**
 * The same rows as a Markdown table (GitHub's kind), filled up so that it reads well as plain text too. Colours
 * of cells are left out, `|` is escaped.
 *
 * @example
 * markdownTable([['raw pixels', 97.0]], { header: ['encoder', 'accuracy'] });
 * // ['| encoder    | accuracy |', '| ---------- | -------: |', '| raw pixels |       97 |']
 */
export function markdownTable(rows: readonly (readonly Cell[])[], options: MarkdownTableOptions): string[] {
  const align = alignments(rows, options);
  const texts = [options.header, ...rows].map((row) => align.map((_, column) => escaped(row[column])));
  const widths = align.map((_, column) => Math.max(3, ...texts.map((row) => visibleWidth(row[column]!))));
  const lines = texts.map((row) =>
    joined(row.map((text, column) => pad(text, widths[column]!, align[column]!))),
  );
  lines.splice(1, 0, joined(widths.map((width, column) => rule(width, align[column]!))));
  return lines;
}

function joined(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function escaped(cell: Cell | undefined): string {
  return cellText(cell).replaceAll('\\', '\\\\').replaceAll('|', '\\|');
}

/** The dashes under a header; a colon marks the side where the text stands. */
function rule(width: number, align: Alignment): string {
  if (align === 'left') return '-'.repeat(width);
  if (align === 'right') return `${'-'.repeat(width - 1)}:`;
  return `:${'-'.repeat(width - 2)}:`;
}

import type { Block } from '../local/rows.ts';
import { FULL_BLOCK } from './pages.ts';

/** Rows laid out column by column. */
export interface ColumnBlock {
  /** Position of the first row. */
  readonly start: number;
  readonly rows: number;
  /** columns x rows: all first numbers, then all second ones, and so on. */
  readonly matrix: Float32Array;
}

/** Rows in a block. Its scores, 240 KB, still fit the second cache; more of them save a call each. */
const COLUMN_BLOCK = 2 * FULL_BLOCK;
/** Rows that are turned at a time: they stay in the cache until all of their columns are written. */
const TURNED = 64;

/** A copy of all rows, laid out by columns. @param blocks full ones but for the last, in their order. */
export function byColumns(blocks: readonly Block[], columns: number): ColumnBlock[] {
  const count = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const copies: ColumnBlock[] = [];
  for (let start = 0; start < count; start += COLUMN_BLOCK) {
    const rows = Math.min(COLUMN_BLOCK, count - start);
    copies.push({ start, rows, matrix: new Float32Array(rows * columns) });
  }
  for (const block of blocks) {
    turn(block, columns, copies[Math.floor(block.start / COLUMN_BLOCK)]!);
  }
  return copies;
}

function turn({ start, rows, matrix }: Block, columns: number, to: ColumnBlock): void {
  const offset = start - to.start;
  for (let first = 0; first < rows; first += TURNED) {
    const end = Math.min(first + TURNED, rows);
    for (let column = 0; column < columns; column++) {
      const target = column * to.rows + offset;
      for (let row = first; row < end; row++) to.matrix[target + row] = matrix[row * columns + column]!;
    }
  }
}

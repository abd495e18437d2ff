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

/** Rows that are turned at a time: they stay in the cache until all of their columns are written. */
const TURNED = 64;

/** A copy of all rows, laid out by columns. @param blocks in their order. */
export function byColumns(blocks: readonly Block[], columns: number): ColumnBlock[] {
  const count = blocks.reduce((sum, { rows }) => sum + rows, 0);
  const copies = columnBlocks(count, columns);
  for (const block of blocks) turn(block, columns, copies);
  return copies;
}

/** Room for rows, in full blocks but for the last. */
export function columnBlocks(count: number, columns: number): ColumnBlock[] {
  return Array.from({ length: Math.ceil(count / FULL_BLOCK) }, (_, i) => {
    const start = i * FULL_BLOCK;
    const rows = Math.min(FULL_BLOCK, count - start);
    return { start, rows, matrix: new Float32Array(rows * columns) };
  });
}

/** Writes rows into the block where they belong; all of them into one. */
export function turn(
  { start, rows, matrix }: Pick<Block, 'start' | 'rows' | 'matrix'>,
  columns: number,
  copies: readonly ColumnBlock[],
): void {
  const to = copies[Math.floor(start / FULL_BLOCK)]!;
  const offset = start - to.start;
  for (let first = 0; first < rows; first += TURNED) {
    const end = Math.min(first + TURNED, rows);
    for (let column = 0; column < columns; column++) {
      const target = column * to.rows + offset;
      for (let row = first; row < end; row++) to.matrix[target + row] = matrix[row * columns + column]!;
    }
  }
}

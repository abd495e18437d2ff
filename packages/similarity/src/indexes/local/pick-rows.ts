import type { Block, Piece } from './rows.ts';

/** Some rows of a block, as they were prepared. */
export function pickRows(
  { matrix, bias }: Block,
  rows: readonly number[],
  { width, columns }: { readonly width: number; readonly columns: number },
): Piece {
  const vectors = new Float32Array(rows.length * width);
  for (const [to, row] of rows.entries()) {
    vectors.set(matrix.subarray(row * columns, row * columns + width), to * width);
  }
  return { vectors, bias: Float64Array.from(rows, (row) => bias[row]!), count: rows.length };
}

/** The rows of a block, from `first` to before `last`, that are not deleted. */
export function livingRows({ bias }: Block, first: number, last: number): number[] {
  const living: number[] = [];
  for (let row = first; row < last; row++) if (bias[row] !== -Infinity) living.push(row);
  return living;
}

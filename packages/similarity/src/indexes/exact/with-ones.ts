import type { QueryBatch } from '../local/ranker.ts';

/** The query vectors with last columns of 1, which multiply the items' bias. */
export function withOnes({ count, width, queries }: QueryBatch, columns: number): Float32Array {
  const matrix = new Float32Array(count * columns).fill(1);
  for (let row = 0; row < count; row++) {
    matrix.set(queries.vectors.subarray(row * width, (row + 1) * width), row * columns);
  }
  return matrix;
}

import type { Random } from '@hourglass/datasets';
import type { FloatMatrix, Products } from './products.ts';

/** Rows that are compared with the centres at a time. */
const CHUNK = 10_000;

/**
 * Centres of unit length. Each row belongs to the centre with which its inner product is the largest, and counts
 * there by that product, so that long rows count more (Coates and Ng, 2012). A centre that no row belongs to
 * begins anew at a random row.
 *
 * @returns count x columns.
 */
export async function sphericalKMeans(
  points: FloatMatrix,
  count: number,
  rounds: number,
  products: Products,
  random: Random,
): Promise<FloatMatrix> {
  const { rows, columns, data } = points;
  const rowOf = (row: number) => data.subarray(row * columns, (row + 1) * columns);
  const centres: FloatMatrix = { rows: count, columns, data: new Float32Array(count * columns) };
  const place = (k: number, row: ArrayLike<number>) => centres.data.set(unit(row), k * columns);
  for (let k = 0; k < count; k++) place(k, rowOf(random.below(rows)));
  for (let round = 0; round < rounds; round++) {
    const sums = Array.from({ length: count }, () => new Float64Array(columns));
    for (let at = 0; at < rows; at += CHUNK) {
      const size = Math.min(CHUNK, rows - at);
      const chunk = { rows: size, columns, data: data.subarray(at * columns, (at + size) * columns) };
      const { data: likeness } = await products.timesTransposed(chunk, centres);
      for (let row = 0; row < size; row++) {
        const best = largest(likeness.subarray(row * count, (row + 1) * count));
        const weight = likeness[row * count + best]!;
        const point = rowOf(at + row);
        const sum = sums[best]!;
        for (let i = 0; i < columns; i++) sum[i]! += weight * point[i]!;
      }
    }
    for (const [k, sum] of sums.entries()) {
      const empty = sum.every((value) => value === 0);
      place(k, empty ? rowOf(random.below(rows)) : sum);
    }
  }
  return centres;
}

function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

function unit(row: ArrayLike<number>): Float32Array {
  let squares = 0;
  for (let i = 0; i < row.length; i++) squares += row[i]! ** 2;
  const norm = Math.sqrt(squares) || 1;
  return Float32Array.from(row, (value) => value / norm);
}

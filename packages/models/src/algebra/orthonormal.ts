import type { FloatMatrix, Products } from './products.ts';

/** Rows that are made orthonormal at a time: few enough for plain loops, many enough for matrix products. */
const BLOCK = 48;
/** What is left of a row that depends on the others is rounding; below this share it becomes zero. */
const NEGLIGIBLE = 1e-6;

/**
 * Makes rows orthonormal by blocks: what lies along earlier blocks is taken off by matrix products, twice,
 * for once is not enough in single precision; inside a block, modified Gram-Schmidt in double precision.
 */
export async function orthonormal(
  matrix: FloatMatrix,
  { times, timesTransposed }: Products,
): Promise<FloatMatrix> {
  const { rows, columns, data } = matrix;
  const result = Float32Array.from(data);
  for (let at = 0; at < rows; at += BLOCK) {
    const count = Math.min(BLOCK, rows - at);
    let block: FloatMatrix = {
      rows: count,
      columns,
      data: result.slice(at * columns, (at + count) * columns),
    };
    const sizes = norms(block);
    const before = { rows: at, columns, data: result.subarray(0, at * columns) };
    for (let pass = 0; pass < 2 && at > 0; pass++) {
      const { data: along } = await times(await timesTransposed(block, before), before);
      block = { ...block, data: block.data.map((value, i) => value - along[i]!) };
    }
    result.set(gramSchmidt(block, sizes), at * columns);
  }
  return { rows, columns, data: result };
}

/** @param sizes the rows' norms before anything was taken off. */
function gramSchmidt({ rows, columns, data }: FloatMatrix, sizes: readonly number[]): Float32Array {
  const vectors = Array.from({ length: rows }, (_, i) =>
    Float64Array.from(data.subarray(i * columns, (i + 1) * columns)),
  );
  for (const [j, vector] of vectors.entries()) {
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i < j; i++) {
        const other = vectors[i]!;
        const along = dot(vector, other);
        for (let k = 0; k < columns; k++) vector[k]! -= along * other[k]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    const scale = norm > NEGLIGIBLE * sizes[j]! ? 1 / norm : 0;
    for (let k = 0; k < columns; k++) vector[k]! *= scale;
  }
  const flat = new Float32Array(rows * columns);
  for (const [i, vector] of vectors.entries()) flat.set(vector, i * columns);
  return flat;
}

function norms({ rows, columns, data }: FloatMatrix): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const row = data.subarray(i * columns, (i + 1) * columns);
    return Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

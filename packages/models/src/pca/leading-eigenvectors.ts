import { createRandom } from '@hourglass/datasets';
import { createSession, floats, GraphBuilder } from '@hourglass/engine/graph';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

const OVERSAMPLING = 32;
const MAX_ROUNDS = 100;
/** Relative growth of the variance that the basis holds, below which another round is not worth it. */
const TOLERANCE = 1e-6;

/**
 * The leading eigenvectors of a symmetric positive matrix, by subspace iteration with oversampling
 * (Halko, Martinsson and Tropp, 2011, section 4.5) and a Rayleigh-Ritz step at the end.
 *
 * @param matrix size x size, row-major.
 * @returns `vectors` size x count, row-major, one a column, by falling `values`.
 */
export async function leadingEigenvectors(matrix: Float32Array, size: number, count: number) {
  const width = Math.min(size, count + OVERSAMPLING);
  // Bases travel as rows, so that each vector is one stretch of memory; the matrix is symmetric.
  const b = new GraphBuilder('multiply');
  const basis = b.input('basis', 'float32', [width, size]);
  const product = b.op('MatMul', [basis, b.constant(floats([size, size], matrix), 'matrix')]);
  b.output('once', 'float32', [width, size], product);
  b.output('twice', 'float32', [width, size], b.op('MatMul', [product, 'matrix']));
  const session = await createSession(b.build());
  const multiply = async (rows: Float64Array[]) => {
    const flat = new Float32Array(width * size);
    for (const [i, row] of rows.entries()) flat.set(row, i * size);
    const { once, twice } = await session.run({ basis: floats([width, size], flat) });
    const split = (data: Float32Array) =>
      rows.map((_, i) => Float64Array.from(data.subarray(i * size, (i + 1) * size)));
    return { once: split(once!.data as Float32Array), twice: split(twice!.data as Float32Array) };
  };

  const random = createRandom(1);
  let rows = Array.from({ length: width }, () =>
    Float64Array.from({ length: size }, () => random.float() - 0.5),
  );
  orthonormalize(rows);
  let held = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { once, twice } = await multiply(rows);
    const holds = rows.reduce((sum, row, i) => sum + dot(row, once[i]!), 0);
    rows = twice;
    orthonormalize(rows);
    if (holds - held < TOLERANCE * holds) break;
    held = holds;
  }
  orthonormalize(rows);
  const { once } = await multiply(rows);
  await session.close();

  const ritz = new Matrix(rows.map((row) => once.map((product) => dot(row, product))));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(ritz, { assumeSymmetric: true });
  const leading = realEigenvalues
    .map((value, i) => ({ value, i }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
  const vectors = new Float32Array(size * count);
  leading.forEach(({ i }, column) => {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += rows[j]![k]! * eigenvectorMatrix.get(j, i);
      vectors[k * count + column] = sum;
    }
  });
  return { vectors, values: Float32Array.from(leading, ({ value }) => value) };
}

/** Modified Gram-Schmidt, in place. */
function orthonormalize(rows: readonly Float64Array[]): void {
  rows.forEach((row, j) => {
    for (let i = 0; i < j; i++) {
      const other = rows[i]!;
      const along = dot(row, other);
      for (let k = 0; k < row.length; k++) row[k]! -= along * other[k]!;
    }
    const norm = Math.sqrt(dot(row, row)) || 1;
    for (let k = 0; k < row.length; k++) row[k]! /= norm;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

import { createRandom } from '@hourglass/datasets';
import { createSession, floats, GraphBuilder } from '@hourglass/engine/graph';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

const OVERSAMPLING = 32;
const MAX_ROUNDS = 100;
/** Relative growth of the variance that the basis holds, below which another round is not worth it. */
const TOLERANCE = 1e-6;
/** Rounding of a product in single precision, relative. */
const NEGLIGIBLE = 1e-6;

/**
 * The leading eigenvectors of a symmetric positive matrix, by subspace iteration with oversampling
 * (Halko, Martinsson and Tropp, 2011, section 4.5) and a Rayleigh-Ritz step at the end.
 *
 * @param matrix size x size, row-major.
 * @returns `vectors` size x count, row-major, one a column, by falling `values`.
 */
export async function leadingEigenvectors(matrix: Float32Array, size: number, count: number) {
  const width = count + OVERSAMPLING;
  if (width > size / 2) return allEigenvectors(matrix, size, count);
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
  const leading = largest(realEigenvalues, count);
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

/** Where most directions are wanted, the full decomposition is the faster way. */
function allEigenvectors(matrix: Float32Array, size: number, count: number) {
  const whole = Matrix.from1DArray(size, size, matrix);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(whole, {
    assumeSymmetric: true,
  });
  const leading = largest(realEigenvalues, count);
  const vectors = eigenvectorMatrix.subMatrixColumn(leading.map(({ i }) => i)).to1DArray();
  return { vectors: Float32Array.from(vectors), values: Float32Array.from(leading, ({ value }) => value) };
}

function largest(values: readonly number[], count: number): { value: number; i: number }[] {
  return values
    .map((value, i) => ({ value, i }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
}

/** Modified Gram-Schmidt, in place. What is left of a row that depends on the others is rounding; it becomes zero. */
function orthonormalize(rows: readonly Float64Array[]): void {
  for (const [j, row] of rows.entries()) {
    const before = Math.sqrt(dot(row, row));
    for (let i = 0; i < j; i++) {
      const other = rows[i]!;
      const along = dot(row, other);
      for (let k = 0; k < row.length; k++) row[k]! -= along * other[k]!;
    }
    const norm = Math.sqrt(dot(row, row));
    const scale = norm > NEGLIGIBLE * before ? 1 / norm : 0;
    for (let k = 0; k < row.length; k++) row[k]! *= scale;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

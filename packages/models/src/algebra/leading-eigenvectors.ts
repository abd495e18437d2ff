import { createRandom } from '@hourglass/datasets';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { orthonormal } from './orthonormal.ts';
import { createProducts, type FloatMatrix } from './products.ts';

/** Directions beyond those that are wanted: each round is worth the more, the smaller the variance behind them. */
const oversampling = (count: number) => Math.max(32, Math.ceil(count / 4));
const MAX_ROUNDS = 100;
/**
 * Growth of the variance that the basis holds, below which another round is not worth it: as a share of what
 * it does not hold, for that is what a reconstruction loses. As a share of the whole, the last directions of
 * many would still be far off.
 */
const TOLERANCE = 1e-3;

/**
 * The leading eigenvectors of a symmetric positive matrix, by subspace iteration with oversampling
 * (Halko, Martinsson and Tropp, 2011, section 4.5) and a Rayleigh-Ritz step at the end.
 *
 * @param matrix size x size, row-major.
 * @returns `vectors` size x count, row-major, one a column, by falling `values`.
 */
export async function leadingEigenvectors(matrix: Float32Array, size: number, count: number) {
  const width = count + oversampling(count);
  if (width > size / 2) return allEigenvectors(matrix, size, count);
  const products = await createProducts();
  const whole: FloatMatrix = { rows: size, columns: size, data: matrix };

  // A basis is kept as rows, so that each vector is one stretch of memory; the matrix is symmetric.
  const random = createRandom(1);
  const start = Float32Array.from({ length: width * size }, () => random.float() - 0.5);
  let basis = await orthonormal({ rows: width, columns: size, data: start }, products);
  let held = 0;
  const all = trace(matrix, size);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const once = await products.times(basis, whole);
    const holds = basis.data.reduce((sum, value, i) => sum + value * once.data[i]!, 0);
    // After every product: two in a row would drown the small directions in the rounding of the large ones.
    basis = await orthonormal(once, products);
    if (holds - held < TOLERANCE * Math.max(all - holds, 1e-7 * all)) break;
    held = holds;
  }

  const ritz = await products.timesTransposed(basis, await products.times(basis, whole));
  const { realEigenvalues, eigenvectorMatrix } = decompose(ritz);
  const leading = largest(realEigenvalues, count);
  const turn = eigenvectorMatrix.subMatrixColumn(leading.map(({ i }) => i)).transpose();
  const turned = { rows: count, columns: width, data: Float32Array.from(turn.to1DArray()) };
  const { data } = await products.times(turned, basis);
  await products.close();

  const vectors = new Float32Array(size * count);
  for (let i = 0; i < count; i++) for (let k = 0; k < size; k++) vectors[k * count + i] = data[i * size + k]!;
  return { vectors, values: Float32Array.from(leading, ({ value }) => value) };
}

function trace(matrix: Float32Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i]!;
  return sum;
}

/** Where most directions are wanted, the full decomposition is the faster way. */
function allEigenvectors(matrix: Float32Array, size: number, count: number) {
  const { realEigenvalues, eigenvectorMatrix } = decompose({ rows: size, columns: size, data: matrix });
  const leading = largest(realEigenvalues, count);
  const vectors = eigenvectorMatrix.subMatrixColumn(leading.map(({ i }) => i)).to1DArray();
  return { vectors: Float32Array.from(vectors), values: Float32Array.from(leading, ({ value }) => value) };
}

function decompose({ rows, columns, data }: FloatMatrix): EigenvalueDecomposition {
  const half = Matrix.from1DArray(rows, columns, data);
  // Products in single precision are symmetric only nearly.
  const symmetric = Matrix.add(half, half.transpose()).mul(0.5);
  return new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
}

function largest(values: readonly number[], count: number): { value: number; i: number }[] {
  return values
    .map((value, i) => ({ value, i }))
    .sort((a, b) => b.value - a.value)
    .slice(0, count);
}

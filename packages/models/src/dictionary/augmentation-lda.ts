import { cholesky, transposed } from '../algebra/cholesky.ts';
import { leadingEigenvectors } from '../algebra/leading-eigenvectors.ts';
import type { Covariance } from '../algebra/moments.ts';
import type { FloatMatrix, Products } from '../algebra/products.ts';

/** A linear map of features to a code: (features - mean) matrix. */
export interface Projection {
  readonly mean: Float32Array;
  /** features x codeSize, row-major. */
  readonly matrix: Float32Array;
}

/** Features that never vary are not blown up. */
const LEAST_SPREAD = 1e-3;

/**
 * Linear discriminant analysis whose classes are single pictures: it finds directions in which pictures differ
 * much and the views of one picture differ little. With features of unit variance, S_t their covariance and S_w
 * the covariance of views round their picture's mean, these are the leading eigenvectors of S_t seen through
 * (S_w + ridge)^-1/2; Cholesky's factor gives the same ones.
 *
 * @param total of the features of pictures.
 * @param within of views less the mean of their picture's views.
 * @param ridge added to S_w, as a share of its mean variance.
 */
export async function augmentationLda(
  total: Covariance,
  within: Covariance,
  codeSize: number,
  ridge: number,
  products: Products,
): Promise<Projection> {
  const size = total.mean.length;
  const spread = total.mean.map((_, i) =>
    Math.max(Math.sqrt(Math.max(total.covariance[i * size + i]!, 0)), LEAST_SPREAD),
  );
  const among = standardised(total.covariance, spread);
  const inner = standardised(within.covariance, spread);
  let variance = 0;
  for (let i = 0; i < size; i++) variance += inner.data[i * size + i]! / size;
  for (let i = 0; i < size; i++) inner.data[i * size + i]! += ridge * variance;

  const factor = await cholesky(inner, products);
  const half = transposed(await factor.solveLower(among));
  const { data: seen } = await factor.solveLower(half);
  const { vectors } = await leadingEigenvectors(seen, size, codeSize);
  const { data: matrix } = await factor.solveUpper({ rows: size, columns: codeSize, data: vectors });
  for (let i = 0; i < matrix.length; i++) matrix[i]! /= spread[Math.floor(i / codeSize)]!;
  return { mean: total.mean, matrix };
}

/** A covariance of the columns divided by their spread. */
function standardised(covariance: Float32Array, spread: Float32Array): FloatMatrix {
  const size = spread.length;
  const data = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) data[i * size + k] = covariance[i * size + k]! / (spread[i]! * spread[k]!);
  }
  return { rows: size, columns: size, data };
}

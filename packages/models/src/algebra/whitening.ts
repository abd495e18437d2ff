import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { createMoments } from './moments.ts';
import type { FloatMatrix } from './products.ts';

export interface Whitening {
  readonly mean: Float32Array;
  /** V (E + floor)^-1/2 V^T: symmetric, so that what is whitened still looks like itself (ZCA). */
  readonly matrix: FloatMatrix;
}

/**
 * What takes the correlations out of the columns of some rows.
 *
 * @param floor added to every variance, so that directions in which nothing varies are not blown up.
 */
export async function fitWhitening({ columns, data }: FloatMatrix, floor: number): Promise<Whitening> {
  const moments = await createMoments(columns);
  await moments.add(data);
  const { mean, covariance } = moments.covariance();
  await moments.close();
  const { realEigenvalues, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    Matrix.from1DArray(columns, columns, covariance),
    { assumeSymmetric: true },
  );
  const scaled = vectors.clone();
  for (const [i, value] of realEigenvalues.entries()) {
    scaled.mulColumn(i, 1 / Math.sqrt(Math.max(value, 0) + floor));
  }
  const matrix = Float32Array.from(scaled.mmul(vectors.transpose()).to1DArray());
  return { mean, matrix: { rows: columns, columns, data: matrix } };
}

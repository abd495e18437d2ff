import type { ImageSet } from '@hourglass/datasets';
import { fitPca, reconstructionErrors } from '@hourglass/models';

export interface PcaErrors {
  /** Seconds of the fit. */
  readonly seconds: number;
  /** BCE and mean squared error of test pictures that are rebuilt from their first `codeSize` numbers. */
  at(codeSize: number): Promise<{ readonly bce: number; readonly mse: number }>;
  dispose(): Promise<void>;
}

/** One fit for all sizes: a smaller PCA is the first components of a larger one. */
export async function fitPcaErrors(
  train: ImageSet,
  test: ImageSet,
  largest: number,
  mirrored: boolean,
): Promise<PcaErrors> {
  const start = performance.now();
  const pca = await fitPca(train, largest, { mirrored });
  const seconds = (performance.now() - start) / 1000;
  const codes = await pca.encode(test);
  return {
    seconds,
    async at(codeSize) {
      const shorter = codes.map((value, i) => (i % largest < codeSize ? value : 0));
      return reconstructionErrors(test.pixels, await pca.decode(shorter));
    },
    dispose: () => pca.dispose(),
  };
}

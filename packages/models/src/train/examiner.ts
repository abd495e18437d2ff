import type { ImageSet } from '@hourglass/datasets';
import type { NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import type { MetricName } from '../config/training-options.ts';
import type { EpochEvent } from '../events.ts';
import { bceFloor, psnrOf } from '../quality.ts';
import { type Metric, measureMetrics } from './metrics.ts';

type Quality = Pick<EpochEvent, 'testBce' | 'excessBce' | 'psnr' | 'validationBce' | 'metrics'> & {
  /** The loss that epochs are judged by. */
  readonly watched: number;
};

/** Measures an epoch: on the test set, and on the pictures that were held out, if some were. */
export function createExaminer(
  autoencoder: NeuralAutoencoder,
  test: ImageSet,
  held: ImageSet | undefined,
  metrics: readonly (MetricName | Metric)[],
) {
  const floor = bceFloor(test.pixels);
  return {
    floor,
    async examine(): Promise<Quality> {
      const { bce, mse } = await autoencoder.measure(test.pixels);
      const validationBce = held && (await autoencoder.measure(held.pixels)).bce;
      const more = metrics.length > 0 && (await measureMetrics(metrics, autoencoder, test, { bce, mse }));
      return {
        testBce: bce,
        excessBce: bce - floor,
        psnr: psnrOf(mse),
        ...(validationBce === undefined ? {} : { validationBce }),
        ...(more ? { metrics: more } : {}),
        watched: validationBce ?? bce,
      };
    },
    /** Of an epoch that nobody measured. */
    unknown: { testBce: Number.NaN, excessBce: Number.NaN, psnr: Number.NaN, watched: Number.NaN } as Quality,
  };
}

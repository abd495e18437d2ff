import { type ImageSet, select } from '@hourglass/datasets';
import type { NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import type { TestFigures } from '../events.ts';
import type { MetricName } from '../options/training-options.ts';
import { bceFloor, psnrOf } from '../quality/reconstruction.ts';
import { type Metric, measureMetrics } from './metrics.ts';

/** Few enough to cost a hundredth of an epoch, where all test pictures cost a twelfth. */
const SAMPLE = 2000;

/** Measures an epoch: on the test set, and on the pictures that were held out, if some were. */
export function createExaminer(
  autoencoder: NeuralAutoencoder,
  test: ImageSet,
  held: ImageSet | undefined,
  metrics: readonly (MetricName | Metric)[],
  sampleSize = SAMPLE,
) {
  const floor = bceFloor(test.pixels);
  const sample = { test: spread(test, sampleSize), held: held && spread(held, sampleSize) };
  const sampleFloor = sample.test === test ? floor : bceFloor(sample.test.pixels);

  async function qualityOf(pictures: ImageSet, validation: ImageSet | undefined): Promise<TestFigures> {
    const { bce, mse } = await autoencoder.measure(pictures.pixels);
    const excessBce = bce - (pictures === sample.test ? sampleFloor : floor);
    const more = metrics.length > 0 && (await measureMetrics(metrics, autoencoder, pictures, { bce, mse }));
    return {
      testCount: pictures.count,
      testBce: floor + excessBce,
      excessBce,
      psnr: psnrOf(mse),
      ...(validation ? { validationBce: (await autoencoder.measure(validation.pixels)).bce } : {}),
      ...(more ? { metrics: more } : {}),
    };
  }

  return {
    floor,
    /** Always on the same pictures, so that epochs can be compared. */
    onSample: () => qualityOf(sample.test, sample.held),
    onAll: () => qualityOf(test, held),
    /** The figures of an epoch that nobody measured. */
    unknown: { testBce: Number.NaN, excessBce: Number.NaN, psnr: Number.NaN } as TestFigures,
  };
}

/** Evenly over the set: in MNIST the first half of the test pictures is the easier one. */
function spread(images: ImageSet, count: number): ImageSet {
  if (count >= images.count) return images;
  return select(
    images,
    Array.from({ length: count }, (_, i) => Math.floor((i * images.count) / count)),
  );
}

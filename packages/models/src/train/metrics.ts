import type { ImageSet } from '@hourglass/datasets';
import type { NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import type { MetricName } from '../options/training-options.ts';
import { psnrOf } from '../quality/reconstruction.ts';

/** A measure of one's own: pixels 0..255 and reconstructions 0..1, picture after picture, to one number. */
export interface Metric {
  readonly name: string;
  of(pixels: Uint8Array, outputs: Float32Array, pixelCount: number): number;
}

type ErrorOf = { readonly bce: number; readonly mse: number };

/** What the compiled measurement gives anyway. */
const ofErrors: Partial<Record<MetricName, (errors: ErrorOf) => number>> = {
  bce: ({ bce }) => bce,
  mse: ({ mse }) => mse,
  psnr: ({ mse }) => psnrOf(mse),
};

/** What needs the reconstructions themselves. */
const ofOutputs: Partial<Record<MetricName, Metric['of']>> = { mae: meanAbsoluteError, cosine: meanCosine };

/** Names and functions, mixed, as one record of numbers. Reconstructs only if one of them needs it. */
export async function measureMetrics(
  metrics: readonly (MetricName | Metric)[],
  autoencoder: NeuralAutoencoder,
  images: ImageSet,
  errors: ErrorOf,
): Promise<Record<string, number>> {
  let outputs: Float32Array | undefined;
  const measured: Record<string, number> = {};
  for (const metric of metrics) {
    const own = typeof metric === 'string' ? undefined : metric;
    const name = typeof metric === 'string' ? metric : metric.name;
    const known = typeof metric === 'string' ? ofErrors[metric] : undefined;
    if (known) {
      measured[name] = known(errors);
      continue;
    }
    outputs ??= await autoencoder.reconstruct(images);
    const of = own ? own.of.bind(own) : ofOutputs[metric as MetricName]!;
    measured[name] = of(images.pixels, outputs, autoencoder.pixelCount);
  }
  return measured;
}

/** Takes pixels in 0..1. */
function meanAbsoluteError(pixels: Uint8Array, outputs: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += Math.abs(pixels[i]! / 255 - outputs[i]!);
  return sum / pixels.length;
}

/** Compares each picture, flattened, with its reconstruction; 1 is equal up to brightness. */
function meanCosine(pixels: Uint8Array, outputs: Float32Array, pixelCount: number): number {
  let sum = 0;
  for (let start = 0; start < pixels.length; start += pixelCount) {
    let dot = 0;
    let x2 = 0;
    let y2 = 0;
    for (let i = start; i < start + pixelCount; i++) {
      const x = pixels[i]! / 255;
      const y = outputs[i]!;
      dot += x * y;
      x2 += x * x;
      y2 += y * y;
    }
    sum += x2 * y2 === 0 ? 0 : dot / Math.sqrt(x2 * y2);
  }
  return sum / (pixels.length / pixelCount);
}

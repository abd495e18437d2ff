import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import type { LinearNet } from '../options/net.ts';
import { layers } from '../tfjs.ts';
import type { Halves } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/**
 * One linear layer each way. Trained on squared error it finds the subspace of PCA, in other coordinates
 * (Baldi and Hornik, 1989).
 */
export function buildLinear({ codeSize }: LinearNet, shape: ImageShape, seed: number): Halves {
  const pixelCount = pixelsPerImage({ shape });
  const kernelInitializer = seededInitializers(seed);
  const layer = (from: number, units: number) =>
    layers.sequential({
      layers: [layers.layers.dense({ units, inputShape: [from], kernelInitializer: kernelInitializer() })],
    });
  return {
    encoder: layer(pixelCount, codeSize),
    decoder: layer(codeSize, pixelCount),
    codeRange: 'any',
    output: 'linear',
  };
}

import type { DenseNet } from '../presets/preset.ts';
import { layers } from '../tfjs.ts';
import type { Halves, PictureShape } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/** Dense layers down to the code and up again: relu between, sigmoid on the code, so that codes are in 0..1. */
export function buildDense({ hidden, codeSize }: DenseNet, shape: PictureShape, seed: number): Halves {
  const pixelCount = shape[0] * shape[1] * shape[2];
  const kernelInitializer = seededInitializers(seed);
  const stack = (input: number, units: readonly number[], last: 'sigmoid' | 'linear') =>
    layers.sequential({
      layers: units.map((width, i) =>
        layers.layers.dense({
          units: width,
          activation: i === units.length - 1 ? last : 'relu',
          kernelInitializer: kernelInitializer(),
          ...(i === 0 ? { inputShape: [input] } : {}),
        }),
      ),
    });
  return {
    encoder: stack(pixelCount, [...hidden, codeSize], 'sigmoid'),
    decoder: stack(codeSize, [...hidden.toReversed(), pixelCount], 'linear'),
    codeRange: 'shares',
    output: 'sigmoid',
  };
}

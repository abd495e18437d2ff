import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import type { DenseNet } from '../options/net.ts';
import { layers } from '../tfjs.ts';
import type { Halves } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/** Dense layers down to the code and up again: relu between, sigmoid on the code, so that codes are in 0..1. */
export function buildDense(
  { hidden, codeSize, temperature }: DenseNet,
  shape: ImageShape,
  seed: number,
): Halves {
  const pixelCount = pixelsPerImage({ shape });
  const kernelInitializer = seededInitializers(seed);
  const stack = (input: number, before: Layers, units: readonly number[], after: Layers) =>
    layers.sequential({
      layers: [
        layers.layers.inputLayer({ inputShape: [input] }),
        ...before,
        ...units.map((width, i) =>
          layers.layers.dense({
            units: width,
            activation: i === units.length - 1 ? 'linear' : 'relu',
            kernelInitializer: kernelInitializer(),
          }),
        ),
        ...after,
      ],
    });
  const { squash, stretch } = codeLayers(temperature);
  return {
    encoder: stack(pixelCount, [], [...hidden, codeSize], squash),
    decoder: stack(codeSize, stretch, [...hidden.toReversed(), pixelCount], []),
    codeRange: 'shares',
    output: 'sigmoid',
  };
}

type Layers = readonly layers.layers.Layer[];

/** From `z` to the code and back to about `z`: the sigmoid's slope in its middle is a quarter. */
function codeLayers(temperature: number | undefined): { readonly squash: Layers; readonly stretch: Layers } {
  const { activation, rescaling } = layers.layers;
  const sigmoid = activation({ activation: 'sigmoid' });
  if (temperature === undefined) return { squash: [sigmoid], stretch: [] };
  const scale = 4 * temperature;
  return {
    squash: [rescaling({ scale: 1 / temperature, offset: 0 }), sigmoid],
    stretch: [rescaling({ scale, offset: -scale / 2 })],
  };
}

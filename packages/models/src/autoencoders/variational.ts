import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import type { VariationalNet } from '../options/net.ts';
import { layers } from '../tfjs.ts';
import type { Halves } from './halves.ts';
import { seededInitializers } from './seeded-initializers.ts';

/**
 * A dense net that gives a distribution of codes for each picture. The code is its mean; while training,
 * codes are drawn from it.
 */
export function buildVariational(
  { hidden, codeSize }: VariationalNet,
  shape: ImageShape,
  seed: number,
): Halves {
  const pixelCount = pixelsPerImage({ shape });
  const kernelInitializer = seededInitializers(seed);
  const dense = (units: number, activation: 'relu' | 'linear') =>
    layers.layers.dense({ units, activation, kernelInitializer: kernelInitializer() });

  const picture = layers.input({ shape: [pixelCount] });
  const inner = stack(
    picture,
    hidden.map((units) => dense(units, 'relu')),
  );
  const mean = stack(inner, [dense(codeSize, 'linear')]);
  // Starts at small variances: the net first learns to reconstruct.
  const logVariance = stack(inner, [
    layers.layers.dense({
      units: codeSize,
      kernelInitializer: 'zeros',
      biasInitializer: layers.initializers.constant({ value: -4 }),
    }),
  ]);
  const code = layers.input({ shape: [codeSize] });
  const up = hidden.toReversed().map((units) => dense(units, 'relu'));
  return {
    encoder: layers.model({ inputs: picture, outputs: mean }),
    decoder: layers.model({ inputs: code, outputs: stack(code, [...up, dense(pixelCount, 'linear')]) }),
    spread: layers.model({ inputs: picture, outputs: [mean, logVariance] }),
    codeRange: 'any',
    output: 'sigmoid',
  };
}

function stack(from: layers.SymbolicTensor, list: readonly layers.layers.Layer[]): layers.SymbolicTensor {
  return list.reduce((value, layer) => layer.apply(value) as layers.SymbolicTensor, from);
}

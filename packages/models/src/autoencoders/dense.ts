import type { DenseNet } from '../presets/preset.ts';
import { layers, type tf } from '../tfjs.ts';

/** The two halves of an autoencoder. The decoder ends in logits: its sigmoid belongs to loss and output. */
export interface Halves {
  readonly encoder: layers.LayersModel;
  readonly decoder: layers.LayersModel;
}

/** Dense layers down to the code and up again: relu between, sigmoid on the code, so that codes are in 0..1. */
export function buildDense({ hidden, codeSize }: DenseNet, pixelCount: number, seed: number): Halves {
  let made = 0;
  const stack = (input: number, units: readonly number[], last: 'sigmoid' | 'linear') => {
    const model = layers.sequential();
    units.forEach((width, i) => {
      const isLast = i === units.length - 1;
      model.add(
        layers.layers.dense({
          units: width,
          activation: isLast ? last : 'relu',
          kernelInitializer: layers.initializers.glorotUniform({ seed: seed * 1000 + made++ }),
          ...(i === 0 ? { inputShape: [input] } : {}),
        }),
      );
    });
    return model;
  };
  return {
    encoder: stack(pixelCount, [...hidden, codeSize], 'sigmoid'),
    decoder: stack(codeSize, [...hidden.toReversed(), pixelCount], 'linear'),
  };
}

/** The variables of both halves, in a fixed order. */
export function variablesOf({ encoder, decoder }: Halves): tf.Variable[] {
  return [encoder, decoder].flatMap((half) =>
    half.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
}

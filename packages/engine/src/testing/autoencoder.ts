import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { readVariable } from '../compile/state.ts';
import { numbers } from './numbers.ts';

/** 200 rows of 30 numbers. */
export const pixels = Uint8Array.from(numbers(200 * 30, 5), (v) => (v + 2) * 63);
/** Rows of that table, in another order. */
export const rowsOf = (steps: number, batch: number) =>
  Int32Array.from({ length: steps * batch }, (_, i) => (i * 37) % 200);

export type Loss = (logits: tf.Tensor, x: tf.Tensor) => tf.Tensor;
export const bce: Loss = (z, x) => tf.mean(tf.sub(tf.softplus(z), tf.mul(z, x)));
/** A fresh small autoencoder with seeded weights, and the step that trains it. */
export function autoencoder(loss: Loss, optimizer: tf.Optimizer) {
  const dense = (
    units: number,
    activation: 'relu' | 'sigmoid' | 'linear',
    seed: number,
    inputShape?: number[],
  ) =>
    tfl.layers.dense({
      units,
      activation,
      kernelInitializer: tfl.initializers.glorotUniform({ seed }),
      ...(inputShape ? { inputShape } : {}),
    });
  const model = tfl.sequential({
    layers: [
      dense(16, 'relu', 1, [30]),
      dense(5, 'sigmoid', 2),
      dense(16, 'relu', 3),
      dense(30, 'linear', 4),
    ],
  });
  const step = ({ x }: Record<string, tf.Tensor>) => ({
    loss: optimizer.minimize(() => loss(model.apply(x!) as tf.Tensor, x!) as tf.Scalar, true)!,
  });
  return {
    step,
    weights: () => model.getWeights(true).map((w) => readVariable(w as unknown as tf.Variable)),
  };
}

import * as tf from '@tensorflow/tfjs-core';
import { expectSame, gradients } from './reference.ts';

/** Multiplies each number by another factor, so that errors of a gradient cannot cancel. */
export function weigh(y: tf.Tensor): tf.Tensor {
  const factors = tf.tensor1d(Array.from({ length: y.size }, (_, i) => Math.sin(i)));
  return tf.mul(y, tf.reshape(factors, y.shape));
}

type Inputs = Parameters<typeof expectSame>[1];

/** Expects the function and the gradients of its weighed output, in one graph, to be those of the reference. */
export function checkWithGradients(
  fn: (inputs: Record<string, tf.Tensor>) => tf.Tensor,
  inputs: Inputs,
): Promise<void> {
  const slopes = gradients((given) => weigh(fn(given)));
  return expectSame((given) => {
    const named = Object.entries(slopes(given)).map(([name, slope]) => [`slope of ${name}`, slope]);
    return { y: fn(given), ...Object.fromEntries(named) };
  }, inputs);
}

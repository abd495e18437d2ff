import * as tf from '@tensorflow/tfjs-core';
import { expectSame, gradients } from './reference.ts';

/** Multiplies each number by another factor, so that errors of a gradient cannot cancel. */
export function weigh(y: tf.Tensor): tf.Tensor {
  const factors = tf.tensor1d(Array.from({ length: y.size }, (_, i) => Math.sin(i)));
  return tf.mul(y, tf.reshape(factors, y.shape));
}

type Inputs = Parameters<typeof expectSame>[1];

/** Expects the function and the gradients of its weighed output to be those of the reference. */
export async function checkWithGradients(
  fn: (inputs: Record<string, tf.Tensor>) => tf.Tensor,
  inputs: Inputs,
): Promise<void> {
  await expectSame((given) => ({ y: fn(given) }), inputs);
  await expectSame(
    gradients((given) => weigh(fn(given))),
    inputs,
  );
}

import * as tf from '@tensorflow/tfjs-core';

/**
 * Scales gradients down together so that the length of all of them as one vector is at most `norm`
 * (Pascanu, Mikolov and Bengio 2013). tfjs clips none: compute the gradients, clip, then apply them.
 *
 * @param gradients by variable, as `tf.variableGrads` and `optimizer.computeGradients` give them.
 * @param norm above 0.
 * @returns a list, which is what `optimizer.applyGradients` takes.
 * @example
 * const { value, grads } = optimizer.computeGradients(loss);
 * optimizer.applyGradients(clipByGlobalNorm(grads, 1));
 */
export function clipByGlobalNorm(
  gradients: tf.NamedTensorMap,
  norm: number,
): { name: string; tensor: tf.Tensor }[] {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
    const length = tf.sqrt(tf.addN(squares));
    const factor = tf.div(norm, tf.maximum(length, norm));
    return Object.entries(gradients).map(([name, gradient]) => ({ name, tensor: tf.mul(gradient, factor) }));
  });
}

import type { Clip } from '../options/training-options.ts';
import { tf } from '../tfjs.ts';

/**
 * Gradients within bounds: each number within +-`value`, then all of them, as one long vector, shortened to
 * `norm` if they are longer (Pascanu, Mikolov and Bengio, 2013).
 */
export function clipGradients(gradients: readonly tf.Tensor[], { value, norm }: Clip): readonly tf.Tensor[] {
  const bounded =
    value === undefined ? gradients : gradients.map((gradient) => tf.clipByValue(gradient, -value, value));
  if (norm === undefined) return bounded;
  const squares = bounded.map((gradient) => tf.sum(tf.square(gradient)));
  const length = tf.sqrt(tf.addN(squares));
  const factor = tf.div(norm, tf.maximum(length, norm));
  return bounded.map((gradient) => tf.mul(gradient, factor));
}

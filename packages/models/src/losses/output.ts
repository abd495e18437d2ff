import { tf } from '../tfjs.ts';

/** What makes pixels of a decoder's last numbers. */
export type OutputActivation = 'sigmoid' | 'hardSigmoid' | 'linear';

/** Pixels, 0..1. `hardSigmoid(z)` is z / 5 + 1/2 held within 0..1, as in Keras; `linear` ones may stray. */
export function activate(last: tf.Tensor, activation: OutputActivation): tf.Tensor {
  if (activation === 'sigmoid') return tf.sigmoid(last);
  if (activation === 'linear') return last;
  return tf.clipByValue(tf.add(tf.mul(last, 0.2), 0.5), 0, 1);
}

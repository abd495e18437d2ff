import type { Sparsity } from '../options/penalties.ts';
import { tf } from '../tfjs.ts';

const EPSILON = 1e-6;

/** From codes in 0..1, [batch, codeSize], to one number. */
export function sparsityOf(sparsity: Sparsity): (code: tf.Tensor) => tf.Scalar {
  if ('l1' in sparsity) return (code) => tf.mul(tf.mean(code), sparsity.l1) as tf.Scalar;
  const { kl, target } = sparsity;
  return (code) => {
    const used = tf.clipByValue(tf.mean(code, 0), EPSILON, 1 - EPSILON);
    const on = tf.mul(tf.sub(Math.log(target), tf.log(used)), target);
    const off = tf.mul(tf.sub(Math.log(1 - target), tf.log(tf.sub(1, used))), 1 - target);
    return tf.mul(tf.sum(tf.add(on, off)), kl) as tf.Scalar;
  };
}

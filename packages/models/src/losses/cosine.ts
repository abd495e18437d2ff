import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';

/** Keeps the norm of a black picture from being zero. */
const EPSILON = 1e-8;

/**
 * One minus the cosine of picture and reconstruction, each taken as one long vector; 0 is equal.
 * It does not see brightness: a reconstruction may be darker by a factor at no cost.
 */
export const cosine: Loss = (logits, pictures) => {
  const output = tf.sigmoid(logits);
  const dot = tf.sum(tf.mul(pictures, output), 1);
  const norms = tf.mul(tf.sum(tf.square(pictures), 1), tf.sum(tf.square(output), 1));
  return tf.sub(1, tf.mean(tf.div(dot, tf.sqrt(tf.add(norms, EPSILON))))) as tf.Scalar;
};

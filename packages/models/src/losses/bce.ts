import { tf } from '../tfjs.ts';
import type { Decoded, Loss } from './loss.ts';
import { activate } from './output.ts';

/** How near to 0 and 1 pixels may come that are held there, and not pressed together by a sigmoid. */
const EPSILON = 1e-3;

/**
 * Binary cross-entropy a pixel, in nats, fused with the sigmoid: `softplus(z) - z x` for logits z.
 * Never takes the logarithm of a rounded probability, and its gradient is `sigmoid(z) - x`.
 */
export const bce: Loss = (decoded, pictures) => tf.mean(bcePerPixel(decoded, pictures)) as tf.Scalar;

/** The same before the mean: [batch, pixels]. */
export function bcePerPixel({ last, activation }: Decoded, pictures: tf.Tensor): tf.Tensor {
  if (activation === 'sigmoid') return tf.sub(tf.softplus(last), tf.mul(last, pictures));
  const held = tf.clipByValue(activate(last, activation), EPSILON, 1 - EPSILON);
  const lit = tf.mul(pictures, tf.log(held));
  const dark = tf.mul(tf.sub(1, pictures), tf.log(tf.sub(1, held)));
  return tf.neg(tf.add(lit, dark));
}

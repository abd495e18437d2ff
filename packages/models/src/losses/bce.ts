import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';

/**
 * Binary cross-entropy a pixel, in nats, fused with the sigmoid: `softplus(z) - z x` for logits z.
 * Never takes the logarithm of a rounded probability, and its gradient is `sigmoid(z) - x`.
 */
export const bce: Loss = (logits, pictures) =>
  tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, pictures))) as tf.Scalar;

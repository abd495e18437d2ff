import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';

/** Mean squared error a pixel of `sigmoid(logits)`, pixels in 0..1. PSNR is its logarithm. */
export const mse: Loss = (logits, pictures) =>
  tf.mean(tf.squaredDifference(tf.sigmoid(logits), pictures)) as tf.Scalar;

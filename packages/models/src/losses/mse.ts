import { tf } from '../tfjs.ts';
import type { Loss } from './loss.ts';
import { activate } from './output.ts';

/** Mean squared error a pixel, pixels in 0..1. PSNR is its logarithm. */
export const mse: Loss = ({ last, activation }, pictures) =>
  tf.mean(tf.squaredDifference(activate(last, activation), pictures)) as tf.Scalar;

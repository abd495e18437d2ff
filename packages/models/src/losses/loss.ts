import type { LossName } from '../config/names.ts';
import type { tf } from '../tfjs.ts';
import { bce } from './bce.ts';
import { cosine } from './cosine.ts';

/** From the decoder's logits and the pictures (both [batch, pixels], pictures 0..1) to one number. */
export type Loss = (logits: tf.Tensor, pictures: tf.Tensor) => tf.Scalar;

export const losses: Readonly<Record<LossName, Loss>> = Object.freeze({ bce, cosine });

import type { tf } from '../tfjs.ts';
import type { OutputActivation } from './output.ts';

/** What a decoder gives for a batch: its last numbers, [batch, pixels], and what makes pixels of them. */
export interface Decoded {
  readonly last: tf.Tensor;
  readonly activation: OutputActivation;
}

/** From what was decoded and the pictures ([batch, pixels], 0..1) to one number. */
export type Loss = (decoded: Decoded, pictures: tf.Tensor, channels: number) => tf.Scalar;

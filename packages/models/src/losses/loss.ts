import type { OutputActivation } from '../autoencoders/output.ts';
import type { LossName, LossSpec } from '../config/names.ts';
import { tf } from '../tfjs.ts';
import { bce } from './bce.ts';
import { cosine } from './cosine.ts';
import { mse } from './mse.ts';
import { pixelCosine } from './pixel-cosine.ts';

/** What a decoder gives for a batch: its last numbers, [batch, pixels], and what makes pixels of them. */
export interface Decoded {
  readonly last: tf.Tensor;
  readonly activation: OutputActivation;
}

/** From what was decoded and the pictures ([batch, pixels], 0..1) to one number. */
export type Loss = (decoded: Decoded, pictures: tf.Tensor, channels: number) => tf.Scalar;

export const losses: Readonly<Record<LossName, Loss>> = Object.freeze({
  bce,
  mse,
  cosine,
  'pixel-cosine': pixelCosine,
});

/** The loss that a config asks for: one by its name, or a weighted sum. */
export function lossOf(spec: LossSpec): Loss {
  if (typeof spec === 'string') return losses[spec];
  return (...given) =>
    termsOf(spec)
      .map(([name, weight]) => tf.mul(losses[name](...given), weight))
      .reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
}

/** As people read it: `bce`, `bce + 0.5 cosine`. */
export function lossLabel(spec: LossSpec): string {
  if (typeof spec === 'string') return spec;
  return termsOf(spec)
    .map(([name, weight]) => (weight === 1 ? name : `${weight} ${name}`))
    .join(' + ');
}

function termsOf(spec: Exclude<LossSpec, string>): [LossName, number][] {
  return Object.entries(spec) as [LossName, number][];
}

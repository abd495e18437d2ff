import type { LossName, LossSpec } from '../options/names.ts';
import { tf } from '../tfjs.ts';
import { bce } from './bce.ts';
import { cosine } from './cosine.ts';
import type { Loss } from './loss.ts';
import { mse } from './mse.ts';
import { pixelCosine } from './pixel-cosine.ts';

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

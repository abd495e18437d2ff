import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { chainOf } from './chains/chain.ts';
import { Draw } from './draw.ts';
import type { Call } from './kernels/generator.ts';
import { kernels } from './kernels/index.ts';
import { trainingOf } from './nets/train.ts';
import { programOf } from './program.ts';

/** One random program. Its seed is its name. */
export interface Case {
  readonly seed: number;
  /** What it is about: a kernel, or one of `compositions`. */
  readonly subject: string;
  /** Text that defines `run(engine)`. */
  readonly program: string;
}

/** Programs of many kernels: chains of functions, and nets that train. Each stands among the kernels `share` times. */
const compositions = ['chain', 'net'] as const;
const share = 20;

export const subjects = [
  ...Object.keys(kernels),
  ...Array.from({ length: share }, () => compositions).flat(),
];

/**
 * Runs `check` on the case of a seed. Seeds in a row take all subjects in turn. With `shrink`, a case that
 * fails is tried again and again with simpler choices, as long as it fails.
 */
export async function withCase(
  seed: number,
  check: (drawn: Case) => Promise<boolean>,
  shrink = false,
): Promise<void> {
  const property = fc.asyncProperty(fc.gen(), async (gen) => {
    const draw = new Draw((min, max) => gen(fc.integer, { min, max }));
    return check(caseOf(seed, draw));
  });
  // Near seeds would give near choices: they are spread.
  await fc.check(property, {
    seed: Math.imul(seed, 0x9e3779b1),
    numRuns: 1,
    unbiased: true,
    endOnFailure: !shrink,
  });
}

function caseOf(seed: number, draw: Draw): Case {
  const subject = subjects[seed % subjects.length]!;
  if (subject === 'net') return { seed, subject, program: trainingOf(draw) };
  if (subject === 'chain') return { seed, subject, program: programOf(chainOf(draw), draw) };
  const drawn = kernels[subject]!(draw);
  const { code, gradient = tf.getGradient(subject) !== undefined }: Call =
    typeof drawn === 'string' ? { code: drawn } : drawn;
  return { seed, subject, program: programOf({ code, gradient: gradient && !draw.rarely(4) }, draw) };
}

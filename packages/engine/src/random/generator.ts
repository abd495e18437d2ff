import { EngineError } from '../errors.ts';

const WARM_UP = 15;

/** Fills an array with random words: integers in 0..2^32-1. */
export type Words = (into: Uint32Array) => void;

/**
 * sfc32 ("small fast counter", Chris Doty-Humphrey, PractRand), seeded as PractRand does with three words.
 * The three name the sequence, so no state needs keeping from step to step.
 */
export function generator(seed: number, stream: number, step: number): Words {
  const state = Int32Array.of(seed, stream, step, 1);
  const fill = (into: Uint32Array) => {
    // In locals while it runs: faster than variables that outlive the call.
    let [a, b, c, counter] = state as unknown as [number, number, number, number];
    for (let i = 0; i < into.length; i++) {
      const sum = (((a + b) | 0) + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + sum) | 0;
      into[i] = sum;
    }
    state.set([a, b, c, counter]);
  };
  // Without a warm-up the first numbers of neighbouring seeds would look alike.
  fill(new Uint32Array(WARM_UP));
  return fill;
}

/** The seed that was given, or any. @throws {EngineError} `INPUT_INVALID` unless it is in 0..2^32-1. */
export function seedOf(seed: number | undefined): number {
  if (seed === undefined) return Math.floor(Math.random() * 2 ** 32);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw new EngineError('INPUT_INVALID', `the seed is ${seed}. It can be a whole number in 0..2^32-1.`);
}

import { checkInteger } from './check.ts';

/** A sequence of random numbers that has the same bits on every machine. */
export interface Random {
  /** The next 32 bits: an integer in 0..2^32-1. */
  uint32(): number;
  /** A number in 0 <= x < 1, a multiple of 2^-32. */
  float(): number;
  /** An integer in 0..n-1, every one equally likely; n is 1..2^32. */
  below(n: number): number;
}

const MAX = 2 ** 32 - 1;
const WARM_UP = 15;

/**
 * sfc32 ("small fast counter", Chris Doty-Humphrey, PractRand), seeded as PractRand does with three words.
 *
 * A sequence is named by three integers in 0..2^32-1, and no state needs saving: to resume at step 900,
 * name step 900. `stream` keeps uses of one seed apart: 1 is taken by shuffling (`SHUFFLE_STREAM`), 2 by splits
 * and subsets, 3 by augmentations. `step` is an epoch or a training step. Not for secrets.
 *
 * @example
 * createRandom(7).below(10); // 6
 *
 * @throws {DatasetError} `INPUT_INVALID` if an argument, here or in `below`, is out of range.
 */
export function createRandom(seed: number, stream = 0, step = 0): Random {
  let a = checkInteger('seed', seed, 0, MAX) | 0;
  let b = checkInteger('stream', stream, 0, MAX) | 0;
  let c = checkInteger('step', step, 0, MAX) | 0;
  let counter = 1;

  function uint32(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  // Without a warm-up the first numbers of neighbouring seeds would look alike.
  for (let i = 0; i < WARM_UP; i++) uint32();

  return {
    uint32,
    float: () => uint32() / 2 ** 32,
    below(n) {
      checkInteger('n', n, 1, 2 ** 32);
      // A plain remainder would favour small numbers, so draw again from the last, incomplete run of n.
      const limit = 2 ** 32 - (2 ** 32 % n);
      let bits = uint32();
      while (bits >= limit) bits = uint32();
      return bits % n;
    },
  };
}

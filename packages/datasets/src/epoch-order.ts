import { checkInteger } from './check.ts';
import { createRandom } from './random.ts';
import { shuffle } from './shuffle.ts';

/** The stream of `createRandom` that shuffling uses; take another for other things. */
export const SHUFFLE_STREAM = 1;

export interface EpochOptions {
  /** 0..2^32-1. Default 0. */
  readonly seed?: number;
  /** 0..2^32-1. Each epoch has an order of its own. Default 0. */
  readonly epoch?: number;
}

/**
 * The rows 0..count-1 in the order in which one epoch visits them; every order is equally likely.
 * It depends on its arguments only, so a resumed run sees the batches that it would have seen.
 *
 * @throws {DatasetError} `INPUT_INVALID` if count is not in 0..2^31-1, or seed or epoch is out of range.
 */
export function epochOrder(count: number, { seed = 0, epoch = 0 }: EpochOptions = {}): Int32Array {
  return shuffle(fileOrder(count), createRandom(seed, SHUFFLE_STREAM, epoch));
}

/** The rows 0..count-1 as they lie in the set. */
export function fileOrder(count: number): Int32Array {
  checkInteger('count', count, 0, 2 ** 31 - 1);
  return Int32Array.from({ length: count }, (_, row) => row);
}

import { fileOrder } from '../epoch-order.ts';
import { createRandom } from '../random.ts';
import { shuffle } from '../shuffle.ts';

/** The stream of `createRandom` that splits and subsets use, so that they differ from the order of an epoch. */
const VIEW_STREAM = 2;

/** The rows 0..count-1 in an order that depends on count and seed only. */
export function shuffledRows(count: number, seed: number): Int32Array {
  return shuffle(fileOrder(count), createRandom(seed, VIEW_STREAM));
}

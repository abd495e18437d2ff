import { generator } from '../../random/generator.ts';
import type { Choose, Type } from './draw.ts';

/** A kind of numbers: draws one of them. */
export type Numbers = (choose: Choose) => number;

/** A few digits around nought, with noughts, ones and equal numbers among them. */
export const usual: Numbers = (int) => (int(0, 3) === 0 ? int(-2, 2) : int(-250, 250) / 100);
export const positive: Numbers = (int) => int(1, 300) / 100;
export const unit: Numbers = (int) => int(-99, 99) / 100;
/** From 1e-8 to 1e2. */
export const magnitudes: Numbers = (int) => int(0, 1) * 2 * sized(int) - sized(int);
const sized: Numbers = (int) => (int(10, 99) / 10) * 10 ** int(-9, 1);
/** What IEEE 754 has beside ordinary numbers, and its ends. */
export const special: Numbers = (int) =>
  int(0, 2) === 0 ? usual(int) : extremes[int(0, extremes.length - 1)]!;
const extremes = [
  0,
  -0,
  Number.NaN,
  Infinity,
  -Infinity,
  1e-30,
  -1e-30,
  1e30,
  -1e30,
  88,
  -88,
  104,
  -104,
  0.5,
  2.5,
  -1.5,
  16777216,
];
export const wholes: Numbers = (int) => int(-6, 6);
/** Where a kind's numbers are not told. */
const kinds: readonly Numbers[] = [usual, usual, usual, usual, magnitudes, special];

/**
 * A list of numbers of one kind. Only one choice is made for all of them, so that a large tensor is not a
 * large case; who shrinks cases shrinks it to nought, which gives noughts.
 */
export function numbersOf(
  type: Type,
  numbers: Numbers | undefined,
  choose: Choose,
): (count: number) => number[] {
  const kind = kindOf(type, numbers, choose);
  const words = generator(choose(0, 2 ** 31 - 1), 0, 0);
  const word = new Uint32Array(1);
  const int: Choose = (min, max) => {
    words(word);
    return min + (word[0]! % (max - min + 1));
  };
  return (count) => Array.from({ length: count }, () => kind(int));
}

function kindOf(type: Type, numbers: Numbers | undefined, choose: Choose): Numbers {
  if (type === 'bool') return (int) => int(0, 1);
  if (numbers) return numbers;
  if (type === 'int32') return wholes;
  return kinds[choose(0, kinds.length - 1)]!;
}

import { DatasetError } from '../errors.ts';
import type { ImageSet } from '../image-set.ts';
import { labelSetOf, rowsByClass } from './class-rows.ts';
import { select } from './select.ts';
import { shuffledRows } from './shuffled-rows.ts';

export interface SplitOptions {
  /** The share of each part, each over 0, their sum at most 1. What they leave over is in no part. */
  readonly fractions: readonly number[];
  /** 0..2^32-1. Default 0. */
  readonly seed?: number;
  /** Name of a label set: each part then has its share of every class, give or take a picture or two. */
  readonly stratifyBy?: string;
}

/** Room for the rounding of sums such as 0.7 + 0.2 + 0.1. */
const TOLERANCE = 1e-9;

/**
 * Deals the rows of a set out to parts at random: no row is in two of them, and with a sum of 1 every row is
 * in one. Each part is in the order of the set. A part of fraction f has f x count rows, to within one.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function splitRows(set: ImageSet, { fractions, seed = 0, stratifyBy }: SplitOptions): Int32Array[] {
  const ends = cumulative(fractions).map((sum) => Math.round(sum * set.count));
  const shuffled = shuffledRows(set.count, seed);
  const order = stratifyBy === undefined ? shuffled : interleaved(set, shuffled, stratifyBy);
  return ends.map((end, part) => order.slice(ends[part - 1] ?? 0, end).sort());
}

/**
 * `splitRows` as sets of their own, for example to hold out pictures for validation.
 * This copies the pictures; to train on a part without a copy, give `batches` its rows.
 *
 * @example
 * const [fit, held] = split(train, { fractions: [0.9, 0.1], seed: 7, stratifyBy: 'fine' });
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function split(set: ImageSet, options: SplitOptions): ImageSet[] {
  return splitRows(set, options).map((rows) => select(set, rows));
}

function cumulative(fractions: readonly number[]): number[] {
  let sum = 0;
  const sums = fractions.map((fraction) => {
    sum += fraction;
    return Math.min(sum, 1);
  });
  if (fractions.length > 0 && fractions.every((fraction) => fraction > 0) && sum <= 1 + TOLERANCE)
    return sums;
  throw new DatasetError(
    'INPUT_INVALID',
    `fractions are [${fractions.join(', ')}]. Each must be over 0, and their sum at most 1.`,
  );
}

/**
 * The rows so ordered that every stretch has its share of every class: the r-th of n pictures of a class
 * lies at (r + 1/2) / n of the way. Cut anywhere, this is a stratified split.
 */
function interleaved(set: ImageSet, rows: Int32Array, labels: string): Int32Array {
  const place = new Float64Array(set.count);
  for (const ofClass of rowsByClass(labelSetOf(set, labels), rows)) {
    for (const [rank, row] of ofClass.entries()) place[row] = (rank + 0.5) / ofClass.length;
  }
  return rows.slice().sort((a, b) => place[a]! - place[b]!);
}

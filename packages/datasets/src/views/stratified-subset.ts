import { checkInteger } from '../check.ts';
import { DatasetError } from '../errors.ts';
import type { ImageSet } from '../image-set.ts';
import { labelSetOf, rowsByClass } from './class-rows.ts';
import { select } from './select.ts';
import { shuffledRows } from './shuffled-rows.ts';

export interface StratifiedOptions {
  /** Pictures of each class, 1 or more. */
  readonly perClass: number;
  /** 0..2^32-1. Default 0. */
  readonly seed?: number;
  /** Which label set says what the classes are. Default 'fine'. */
  readonly labels?: string;
}

/**
 * Rows of `perClass` pictures of each class that the set has, chosen at random: round after round, one of each
 * class. So a smaller `perClass` with the same seed gives the start of the same list.
 *
 * @throws {DatasetError} `INPUT_INVALID` if a class has fewer, or there are no such labels.
 */
export function stratifiedRows(set: ImageSet, options: StratifiedOptions): Int32Array {
  const { perClass, seed = 0, labels = 'fine' } = options;
  checkInteger('perClass', perClass, 1, 2 ** 31 - 1);
  const label = labelSetOf(set, labels);
  const dealt = rowsByClass(label, shuffledRows(set.count, seed));
  const short = dealt.findIndex((rows) => rows.length > 0 && rows.length < perClass);
  if (short >= 0) {
    throw new DatasetError(
      'INPUT_INVALID',
      `perClass is ${perClass}, but ${set.name} has only ${dealt[short]!.length} pictures of class "${label.names[short]}".`,
    );
  }
  const classes = dealt.filter((rows) => rows.length > 0);
  const length = classes.length * perClass;
  return Int32Array.from({ length }, (_, i) => classes[i % classes.length]![Math.floor(i / classes.length)]!);
}

/**
 * The pictures at `stratifiedRows`, as a set of its own: a small set in which all classes weigh the same.
 * This copies the chosen pictures.
 *
 * @throws {DatasetError} `INPUT_INVALID` if a class has fewer, or there are no such labels.
 */
export function stratifiedSubset(set: ImageSet, options: StratifiedOptions): ImageSet {
  return select(set, stratifiedRows(set, options));
}

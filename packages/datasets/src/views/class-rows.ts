import { DatasetError } from '../errors.ts';
import type { ImageSet, LabelSet } from '../image-set.ts';

/**
 * The label set called `key`.
 *
 * @throws {DatasetError} `INPUT_INVALID` if the set has none of that name.
 */
export function labelSetOf(set: ImageSet, key: string): LabelSet {
  if (Object.hasOwn(set.labels, key)) return set.labels[key]!;
  const known = Object.keys(set.labels).join(', ') || 'none';
  throw new DatasetError('INPUT_INVALID', `${set.name} has no labels "${key}". Known: ${known}.`);
}

/** `rows` dealt out by class: element c holds the rows of class c, in the order of `rows`. */
export function rowsByClass({ names, values }: LabelSet, rows: Iterable<number>): number[][] {
  const dealt: number[][] = names.map(() => []);
  for (const row of rows) dealt[values[row]!]!.push(row);
  return dealt;
}

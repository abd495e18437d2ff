import { DatasetError } from '../errors.ts';
import type { ImageSet, LabelSet } from '../image-set.ts';
import { labelSetOf } from './class-rows.ts';
import { select } from './select.ts';

export interface ClassFilter {
  /** Which label set decides. Default 'fine'. */
  readonly labels?: string;
  /** Classes by name, or by their place in the label set's names. */
  readonly classes: readonly (string | number)[];
}

/**
 * The rows of the pictures whose class is one of `classes`, in the order of the set.
 *
 * @throws {DatasetError} `INPUT_INVALID` for a label set or a class that there is not.
 */
export function filterRows(set: ImageSet, { labels = 'fine', classes }: ClassFilter): Int32Array {
  const label = labelSetOf(set, labels);
  const wanted = new Set(classes.map((asked) => classIndex(label, labels, asked)));
  const rows: number[] = [];
  for (let row = 0; row < set.count; row++) if (wanted.has(label.values[row]!)) rows.push(row);
  return Int32Array.from(rows);
}

/**
 * The pictures whose class is one of `classes`. Names and label values stay as they are: a 9 is still a 9.
 * This copies the chosen pictures; to walk over them without a copy, give `batches` the `filterRows`.
 *
 * @example
 * const cats = filterByClass(train, { labels: 'fine', classes: ['tiger', 'lion'] });
 *
 * @throws {DatasetError} `INPUT_INVALID` for a label set or a class that there is not.
 */
export function filterByClass(set: ImageSet, filter: ClassFilter): ImageSet {
  return select(set, filterRows(set, filter));
}

function classIndex({ names }: LabelSet, labels: string, asked: string | number): number {
  const index = typeof asked === 'number' ? asked : names.indexOf(asked);
  if (Object.hasOwn(names, index)) return index;
  throw new DatasetError(
    'INPUT_INVALID',
    `Class "${asked}" is not in the labels "${labels}". Known: ${shown(names)}, or 0..${names.length - 1}.`,
  );
}

/** All names if they are few, else the first ones. */
function shown(names: readonly string[]): string {
  return names.length <= 20
    ? names.join(', ')
    : `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`;
}

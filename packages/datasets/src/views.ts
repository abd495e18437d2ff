import { checkInteger } from './check.ts';
import { type ImageSet, type LabelSet, pixelsPerImage } from './image-set.ts';

/**
 * Pictures start..end-1 as a set of their own. Nothing is copied: the pixels, labels and ids are views.
 * (`structuredClone` of a view copies the whole buffer below it; `select` what should travel.)
 *
 * @throws {DatasetError} `INPUT_INVALID` unless 0 <= start <= end <= count.
 */
export function slice(set: ImageSet, start: number, end: number = set.count): ImageSet {
  checkInteger(`end of the slice of ${set.name}`, end, 0, set.count);
  checkInteger(`start of the slice of ${set.name}`, start, 0, end);
  const size = pixelsPerImage(set);
  return {
    ...set,
    count: end - start,
    pixels: set.pixels.subarray(start * size, end * size),
    labels: mapLabels(set, (values) => values.subarray(start, end)),
    ids: set.ids.subarray(start, end),
  };
}

/**
 * The first `count` pictures, without a copy. Asking for more than there are is an error,
 * so that a measurement on "10,000 pictures" is one.
 *
 * @throws {DatasetError} `INPUT_INVALID` unless count is in 0..set.count.
 */
export function take(set: ImageSet, count: number): ImageSet {
  return slice(set, 0, count);
}

/**
 * The pictures at `rows`, in that order; a row may come twice. This copies: rows x pixelsPerImage bytes.
 *
 * @throws {DatasetError} `INPUT_INVALID` if a row is outside 0..count-1.
 */
export function select(set: ImageSet, rows: ArrayLike<number>): ImageSet {
  const size = pixelsPerImage(set);
  const pixels = new Uint8Array(rows.length * size);
  const ids = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = checkInteger(`row ${i} of the selection from ${set.name}`, rows[i]!, 0, set.count - 1);
    pixels.set(set.pixels.subarray(row * size, (row + 1) * size), i * size);
    ids[i] = set.ids[row]!;
  }
  const labels = mapLabels(set, (values) => Uint8Array.from(rows, (row) => values[row]!));
  return { ...set, count: rows.length, pixels, labels, ids };
}

function mapLabels(set: ImageSet, change: (values: Uint8Array) => Uint8Array): Record<string, LabelSet> {
  const entries = Object.entries(set.labels);
  return Object.fromEntries(entries.map(([key, label]) => [key, { ...label, values: change(label.values) }]));
}

import { checkInteger } from '../check.ts';
import { type ImageSet, pixelsPerImage } from '../image-set.ts';
import { mapLabels } from './map-labels.ts';

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

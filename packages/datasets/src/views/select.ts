import { checkInteger } from '../check.ts';
import { type ImageSet, pixelsPerImage } from '../image-set.ts';
import { mapLabels } from './map-labels.ts';

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

import { createHash } from 'node:crypto';
import type { DatasetDefect } from '../catalog/record.ts';
import { type ImageSet, pictureOf } from '../image-set.ts';
import { select } from './select.ts';

/** The rows of the pictures that none of `defects` names, in the order of the set. See `withoutDefects`. */
export function soundRows(set: ImageSet, defects: readonly DatasetDefect[]): Int32Array {
  const named = new Set(defects.filter(({ split }) => split === set.split).map(({ picture }) => picture));
  const rows = Int32Array.from({ length: set.count }, (_, row) => row);
  return rows.filter((row) => !named.has(digestOf(pictureOf(set, row))));
}

/**
 * The pictures that none of `defects` names, in the order of the set: what is left of CIFAR-100's test pictures
 * without those that are in its training split, say. This copies the pictures that stay.
 *
 * @param defects of a record of the catalogue. Those of another split are passed over.
 *
 * @example
 * const clean = withoutDefects(test, describeDataset('cifar100').defects);
 */
export function withoutDefects(set: ImageSet, defects: readonly DatasetDefect[]): ImageSet {
  return select(set, soundRows(set, defects));
}

/** How the catalogue names a picture. */
function digestOf(pixels: Uint8Array): string {
  return createHash('sha256').update(pixels).digest('hex').slice(0, 16);
}

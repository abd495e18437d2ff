import { DatasetError } from '../errors.ts';
import type { ImageSet } from '../image-set.ts';
import { joinSlices } from '../join-slices.ts';
import { mapLabels } from './map-labels.ts';

/**
 * The pictures of all `sets`, one set after the other. This copies them, unless they are neighbouring slices of one set.
 *
 * Shape and label sets must be the same. Name and split are those of the first set. Ids stay as they are, so
 * pictures of different splits may share one: they name a picture only together with its split.
 *
 * @throws {DatasetError} `INPUT_INVALID` if there is no set, or two of them do not fit together.
 */
export function concat(sets: readonly ImageSet[]): ImageSet {
  const [first] = sets;
  if (first === undefined) throw new DatasetError('INPUT_INVALID', 'concat needs at least one set.');
  for (const [i, set] of sets.entries()) {
    const difference = differenceOf(first, set);
    if (difference === undefined) continue;
    throw new DatasetError(
      'INPUT_INVALID',
      `Set ${i} (${set.name}) does not fit to ${first.name}: ${difference}.`,
    );
  }
  const ids = joinedIds(sets);
  return {
    ...first,
    count: ids.length,
    pixels: joinSlices(sets.map(({ pixels }) => pixels)),
    labels: mapLabels(first, (_, key) => joinSlices(sets.map(({ labels }) => labels[key]!.values))),
    ids,
  };
}

/** What keeps `other` from being put behind `first`; undefined if nothing does. */
function differenceOf(first: ImageSet, other: ImageSet): string | undefined {
  const [shape, wanted] = [other.shape.join(' x '), first.shape.join(' x ')];
  if (shape !== wanted) return `its pictures are ${shape}, not ${wanted}`;
  const keys = new Set([...Object.keys(first.labels), ...Object.keys(other.labels)]);
  for (const key of keys) {
    const [names, others] = [first.labels[key]?.names, other.labels[key]?.names];
    if (names === undefined || others === undefined) return `only one of them has labels "${key}"`;
    if (names.length !== others.length || names.some((name, i) => name !== others[i])) {
      return `their labels "${key}" have other class names`;
    }
  }
  return undefined;
}

function joinedIds(sets: readonly ImageSet[]): Uint32Array {
  const ids = new Uint32Array(sets.reduce((sum, { count }) => sum + count, 0));
  let end = 0;
  for (const set of sets) {
    ids.set(set.ids, end);
    end += set.count;
  }
  return ids;
}

import { DatasetError } from '../errors.ts';
import type { PictureFile, PictureList } from './list-pictures.ts';
import { byPath } from './list-pictures.ts';

/** A label set has one byte a picture. */
export const MAX_CLASSES = 256;

export interface ClassedPictures extends PictureList {
  /** Names of the folders right inside the folder that have pictures, sorted; undefined if there are none. */
  readonly classes: readonly string[] | undefined;
}

/**
 * Finds the classes: the folders right inside the folder. Where there are some, a picture beside them has no
 * class and moves to `unreadable`.
 *
 * @throws {DatasetError} `INPUT_INVALID` for more than 256 classes.
 */
export function classify(list: PictureList): ClassedPictures {
  const classes = [...new Set(list.pictures.map(classOf))].filter((name) => name !== undefined).sort();
  if (classes.length === 0) return { ...list, classes: undefined };
  if (classes.length > MAX_CLASSES) {
    throw new DatasetError(
      'INPUT_INVALID',
      `The folder has ${classes.length} folders in it, and each would be a class. At most ${MAX_CLASSES} can be held.\n` +
        'Choose fewer, or set classes: false to load the pictures without labels.',
    );
  }
  const beside = list.pictures.filter((picture) => classOf(picture) === undefined);
  const reasons = beside.map(({ path }) => ({
    path,
    reason: 'it lies beside the folders, which are the classes',
  }));
  return {
    classes,
    pictures: list.pictures.filter((picture) => classOf(picture) !== undefined),
    unreadable: [...list.unreadable, ...reasons].sort(byPath),
  };
}

/** The first folder of the path; undefined for a picture that lies right in the folder. */
export function classOf({ path }: PictureFile): string | undefined {
  const end = path.indexOf('/');
  return end < 0 ? undefined : path.slice(0, end);
}

import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { listPictures, type UnreadableFile } from '@hourglass/datasets/folder';
import { LibraryError } from '../errors.ts';
import { type FileState, stateOf } from './file-state.ts';
import { keyOf, type PathKey } from './path-key.ts';

/** A picture file as it was found. */
export interface SeenFile {
  readonly key: PathKey;
  /** The whole path, as the system has it. */
  readonly file: Buffer;
  readonly state: FileState;
}

export interface Scan {
  /** The folder without links in its path. */
  readonly root: string;
  readonly files: readonly SeenFile[];
  /** What is left out by its kind, or could not be looked at. */
  readonly unreadable: readonly UnreadableFile[];
}

/**
 * All pictures in a folder and the folders in it, by their names and states; none is opened that has a picture's
 * ending. Symbolic links are not followed.
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE` if the folder is not there.
 * @throws {LibraryError} `FOLDER_EMPTY` if there is no picture in it: a drive that is not mounted looks like this.
 */
export async function scanFolder(folder: string): Promise<Scan> {
  const { pictures, unreadable } = await listPictures(folder, { links: false });
  if (pictures.length === 0 && unreadable.length === 0) {
    throw new LibraryError(
      'FOLDER_EMPTY',
      `'${folder}' holds no pictures. Is its drive there? What the store knows of it is kept.`,
    );
  }
  const root = await realpath(folder, 'buffer');
  const start = root.at(-1) === sep.charCodeAt(0) ? root.length : root.length + 1;
  const files = pictures.map(
    ({ file, stat }): SeenFile => ({ key: keyOf(file.subarray(start)), file, state: stateOf(stat) }),
  );
  return { root: root.toString(), files, unreadable };
}

import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DatasetError, reasonOf } from '../errors.ts';

/** A file that looks like a picture by its name. */
export interface PictureFile {
  /** Relative to the folder, with `/` between names on every system. */
  readonly path: string;
  /** What tells that it changed: size in bytes, time of change in ms, permissions. */
  readonly state: readonly [bytes: number, modified: number, mode: number];
}

/** A picture that is left out, and why. */
export interface UnreadableFile {
  /** Relative to the folder, with `/` between names. */
  readonly path: string;
  readonly reason: string;
}

export interface PictureList {
  /** Sorted by path. */
  readonly pictures: readonly PictureFile[];
  /** Sorted by path. */
  readonly unreadable: readonly UnreadableFile[];
}

/** The kinds of picture that sharp's own binaries read, without those that are programs (SVG, PDF). */
const PICTURE = /\.(png|jpe?g|webp|gif|tiff?|avif)$/i;

/**
 * All pictures in a folder and the folders in it. Names that start with a dot and files that are no pictures
 * are passed over.
 *
 * Symbolic links are followed to files inside the folder only: never out of it, and never to a folder, so there
 * are no circles.
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE` if the folder itself cannot be read.
 */
export async function listPictures(folder: string): Promise<PictureList> {
  const root = await rootOf(folder);
  const pictures: PictureFile[] = [];
  const unreadable: UnreadableFile[] = [];

  async function walk(inside: string): Promise<void> {
    const entries = await entriesOf(join(root, inside));
    if (!Array.isArray(entries)) {
      unreadable.push({ path: inside, reason: entries });
      return;
    }
    const shown = entries.filter(({ name }) => !name.startsWith('.'));
    const pathOf = ({ name }: Dirent) => (inside === '' ? name : `${inside}/${name}`);
    await Promise.all(
      shown.filter((entry) => !entry.isDirectory()).map((entry) => add(entry, pathOf(entry))),
    );
    for (const entry of shown) if (entry.isDirectory()) await walk(pathOf(entry));
  }

  async function add(entry: Dirent, path: string): Promise<void> {
    const isPicture = PICTURE.test(entry.name);
    if (!isPicture && !entry.isSymbolicLink()) return;
    try {
      const info = await stat(join(root, path));
      const problem = entry.isSymbolicLink() ? await linkProblem(root, path, info.isDirectory()) : undefined;
      if (problem === undefined && isPicture && info.isFile()) {
        pictures.push({ path, state: [info.size, info.mtimeMs, info.mode] });
      } else if (isPicture || info.isDirectory()) {
        unreadable.push({ path, reason: problem ?? 'it is not a plain file' });
      }
    } catch (error) {
      if (isPicture) unreadable.push({ path, reason: reasonOf(error) });
    }
  }

  await walk('');
  return { pictures: pictures.sort(byPath), unreadable: unreadable.sort(byPath) };
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

async function rootOf(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    await readdir(root);
    return root;
  } catch (error) {
    throw new DatasetError(
      'DATA_DIR_UNUSABLE',
      `The folder of pictures ${folder} cannot be read: ${reasonOf(error)}.\nName a folder that holds pictures.`,
      { cause: error },
    );
  }
}

/** What is in a folder, or the reason why that cannot be read. */
async function entriesOf(folder: string): Promise<Dirent[] | string> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return reasonOf(error);
  }
}

async function linkProblem(root: string, path: string, isFolder: boolean): Promise<string | undefined> {
  if (isFolder) return 'links to folders are not followed';
  const target = await realpath(join(root, path));
  return target.startsWith(root.endsWith(sep) ? root : root + sep) ? undefined : 'it links out of the folder';
}

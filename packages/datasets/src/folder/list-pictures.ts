import type { BigIntStats, Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { DatasetError, reasonOf } from '../errors.ts';
import { otherVersionNamed } from '../find/other-version.ts';
import { inParallel } from './in-parallel.ts';
import { HEAD_BYTES, kindByEnding, kindByStart, notRead } from './picture-kinds.ts';
import { shownName } from './shown-name.ts';

/** A file that is a picture by its name or its first bytes. */
export interface PictureFile {
  /** Relative to the folder, with `/` between names on every system; bytes that are not UTF-8 as `\xff`. */
  readonly path: string;
  /** The whole path as the system has it: names need not be UTF-8. */
  readonly file: Buffer;
  /** What the system says of it: of the file that is linked to, if it is a link. */
  readonly stat: BigIntStats;
}

export interface ListOptions {
  /** Follows symbolic links to files inside the folder. Default true. */
  readonly links?: boolean;
}

/** A picture that is left out, and why. */
export interface UnreadableFile {
  /** Relative to the folder, with `/` between names. */
  readonly path: string;
  readonly reason: string;
  /** True if the system did not let us look: what is there, a picture or a folder of them, is not known. */
  readonly unseen?: true;
}

export interface PictureList {
  /** Sorted by path. */
  readonly pictures: readonly PictureFile[];
  /** Sorted by path. */
  readonly unreadable: readonly UnreadableFile[];
}

/** A file or folder on the way. */
interface Place {
  readonly path: string;
  readonly file: Buffer;
}

/**
 * All pictures in a folder and the folders in it. A name that promises a picture is believed; every other file is
 * known by its first bytes, so a picture needs no ending. Names that start with a dot and files that are no
 * pictures are passed over; pictures of kinds that are not read are listed.
 *
 * Symbolic links are followed to files inside the folder only: never out of it, and never to a folder, so there
 * are no circles.
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE` if the folder itself cannot be read.
 */
export async function listPictures(folder: string, { links = true }: ListOptions = {}): Promise<PictureList> {
  const root = await rootOf(folder);
  const pictures: PictureFile[] = [];
  const unreadable: UnreadableFile[] = [];

  async function walk(place: Place): Promise<void> {
    const entries = await entriesOf(place.file);
    if (!Array.isArray(entries)) {
      unreadable.push({ path: place.path, reason: entries, unseen: true });
      return;
    }
    const shown = entries.filter((entry) => entry.name[0] !== DOT && (links || !entry.isSymbolicLink()));
    await inParallel(
      shown.filter((entry) => !entry.isDirectory()),
      (entry) => add(entry, placeOf(place, entry)),
    );
    for (const entry of shown) if (entry.isDirectory()) await walk(placeOf(place, entry));
  }

  async function add(entry: Dirent<Buffer>, place: Place): Promise<void> {
    const { path, file } = place;
    try {
      const info = await stat(file, { bigint: true });
      const finding = await look(root, place, info, entry.isSymbolicLink());
      if (finding === 'picture') pictures.push({ path, file, stat: info });
      else if (finding !== undefined) unreadable.push({ path, reason: finding.reason });
    } catch (error) {
      const isLost = entry.isSymbolicLink() && (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (isLost && kindByEnding(path) === undefined) return;
      unreadable.push(
        isLost ? { path, reason: 'it links to nothing' } : { path, reason: reasonOf(error), unseen: true },
      );
    }
  }

  await walk({ path: '', file: root });
  return { pictures: pictures.sort(byPath), unreadable: unreadable.sort(byPath) };
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

const DOT = '.'.charCodeAt(0);

/** What a file is: a picture, a picture that is left out, or undefined for neither. */
async function look(
  root: Buffer,
  { path, file }: Place,
  info: BigIntStats,
  isLink: boolean,
): Promise<'picture' | { reason: string } | undefined> {
  const known = kindByEnding(path);
  if (info.isDirectory()) return { reason: 'links to folders are not followed' };
  if (!info.isFile()) return known && { reason: 'it is not a plain file' };
  if (isLink && !isInside(root, await realpath(file, 'buffer'))) {
    return known && { reason: 'it links out of the folder' };
  }
  if (known?.isRead) return 'picture';
  const kind = known && !known.starts ? known : (kindByStart(await headOf(file)) ?? known);
  if (kind === undefined) return undefined;
  return kind.isRead ? 'picture' : { reason: notRead(kind) };
}

async function headOf(file: Buffer): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function rootOf(folder: string): Promise<Buffer> {
  try {
    const root = await realpath(folder, 'buffer');
    await readdir(root);
    return root;
  } catch (error) {
    const other = otherVersionNamed(folder);
    if (other)
      throw new DatasetError('DATA_DIR_UNUSABLE', `${other.what}.\n${other.advice}`, { cause: error });
    throw new DatasetError(
      'DATA_DIR_UNUSABLE',
      `The folder of pictures ${folder} cannot be read: ${reasonOf(error)}.\nName a folder that holds pictures.`,
      { cause: error },
    );
  }
}

/** What is in a folder, or the reason why that cannot be read. */
async function entriesOf(folder: Buffer): Promise<Dirent<Buffer>[] | string> {
  try {
    return await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    return reasonOf(error);
  }
}

function placeOf({ path, file }: Place, { name }: Dirent<Buffer>): Place {
  const shown = shownName(name);
  return { path: path === '' ? shown : `${path}/${shown}`, file: Buffer.concat([below(file), name]) };
}

/** A folder's path with a separator at its end. */
function below(folder: Buffer): Buffer {
  return folder.at(-1) === sep.charCodeAt(0) ? folder : Buffer.concat([folder, Buffer.from(sep)]);
}

function isInside(root: Buffer, file: Buffer): boolean {
  const start = below(root);
  return file.subarray(0, start.length).equals(start);
}

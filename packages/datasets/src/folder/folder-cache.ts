import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Background } from '../background.ts';
import { cacheHome } from '../fetch/cache-folder.ts';
import { writeWhole } from '../fetch/write-file.ts';
import type { ImageShape } from '../image-set.ts';
import type { DecodedPictures } from './decode-pictures.ts';
import type { PictureFile } from './list-pictures.ts';

/** Raise it when the same files would give other pixels. */
const VERSION = 2;

/** What the pixels of a folder depend on. */
export interface FolderKey {
  /** The folder, with its links resolved. */
  readonly folder: string;
  readonly shape: ImageShape;
  readonly maxPixels: number;
  readonly background: Background;
  readonly pictures: readonly PictureFile[];
}

/** The file beside the pixels that says what they are. */
interface Note extends Omit<DecodedPictures, 'pixels'> {
  readonly fingerprint: string;
  /** SHA-256 of the pixels, hex: so damage, and a note that belongs to other pixels, are seen. */
  readonly sha256: string;
}

/**
 * The pixels that were kept for the same files, or undefined. A damaged or half-written cache is none.
 */
export async function readFolderCache(
  key: FolderKey,
  cacheDir?: string,
): Promise<DecodedPictures | undefined> {
  const paths = pathsOf(key, cacheDir);
  try {
    const note: Note = JSON.parse(await readFile(paths.note, 'utf8'));
    if (note.fingerprint !== fingerprintOf(key)) return undefined;
    const [height, width, channels] = key.shape;
    const { failed, several } = note;
    const bytes = (key.pictures.length - failed.length) * height * width * channels;
    if ((await stat(paths.pixels)).size !== bytes) return undefined;
    const { buffer, byteOffset } = await readFile(paths.pixels);
    const pixels = new Uint8Array(buffer, byteOffset, bytes);
    return note.sha256 === sha256(pixels) ? { pixels, failed, several } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the pixels for the next time: `<cache>/folders/<hash>.bin`, and a note `.json` beside it. One folder in
 * one shape has one place, so an outdated entry is replaced and does not pile up.
 *
 * @throws {DatasetError} `CACHE_UNUSABLE`
 */
export async function writeFolderCache(
  key: FolderKey,
  decoded: DecodedPictures,
  cacheDir?: string,
): Promise<void> {
  const paths = pathsOf(key, cacheDir);
  const { pixels, ...rest } = decoded;
  const note: Note = { fingerprint: fingerprintOf(key), sha256: sha256(pixels), ...rest };
  await writeWhole(paths.pixels, pixels);
  await writeWhole(paths.note, `${JSON.stringify(note)}\n`);
}

function pathsOf({ folder, shape }: FolderKey, cacheDir?: string): { pixels: string; note: string } {
  const place = sha256(JSON.stringify([resolve(folder), shape])).slice(0, 32);
  const path = join(cacheHome(cacheDir), 'folders', place);
  return { pixels: `${path}.bin`, note: `${path}.json` };
}

function fingerprintOf({ maxPixels, background, pictures }: FolderKey): string {
  const files = pictures.map(({ path, stat }) => [
    path,
    ...[stat.size, stat.mtimeNs, stat.ctimeNs].map(String),
  ]);
  return sha256(JSON.stringify([VERSION, maxPixels, background, files]));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

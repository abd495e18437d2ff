import { sep } from 'node:path';
import { bytesOfKey, type PathKey, shownPath } from '../folder/path-key.ts';
import type { KnownFile } from '../store/file-log.ts';

/** A file name of a picture. */
export interface PictureName {
  /** Relative to the folder, with `/` between names; bytes that are not UTF-8 as `\xff`. */
  readonly shown: string;
  /** The whole path, as the system has it. */
  readonly file: Buffer;
  /** Names of the same number are one file: hard links. */
  readonly inode: string;
}

/** A content that one or more files have. */
export interface LibraryPicture {
  /** SHA-256 of the content, hex: it outlives moves. */
  readonly id: string;
  /** Sorted by path. */
  readonly files: readonly PictureName[];
}

/** What the files of a folder hold, one entry a content, sorted by its first path. */
export function contentsOf(known: ReadonlyMap<PathKey, KnownFile>, root: string): LibraryPicture[] {
  const start = Buffer.from(root.endsWith(sep) ? root : root + sep);
  const contents = new Map<string, PictureName[]>();
  for (const [key, { sha256, state }] of known) {
    if (sha256 === undefined) continue;
    const file = Buffer.concat([start, bytesOfKey(key)]);
    const name = { shown: shownPath(key), file, inode: `${state.device}:${state.inode}` };
    const names = contents.get(sha256);
    if (names) names.push(name);
    else contents.set(sha256, [name]);
  }
  const pictures = [...contents].map(([id, files]) => ({ id, files: files.sort(byShown) }));
  return pictures.sort((a, b) => byShown(a.files[0]!, b.files[0]!));
}

function byShown(a: PictureName, b: PictureName): number {
  return a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0;
}

import { isUtf8 } from 'node:buffer';
import { sep } from 'node:path';
import { shownName } from '@hourglass/datasets/folder';

/**
 * A path as a string that loses nothing: the text itself, or, of a name that is not UTF-8, one character a byte after
 * a NUL, which no path holds. Names are joined by `/` on every system.
 */
export type PathKey = string;

const NUL = '\0';

export function keyOf(path: Buffer): PathKey {
  if (isUtf8(path)) return sep === '/' ? path.toString() : path.toString().replaceAll(sep, '/');
  return NUL + path.toString('latin1');
}

export function bytesOfKey(key: PathKey): Buffer {
  if (key.startsWith(NUL)) return Buffer.from(key.slice(1), 'latin1');
  return Buffer.from(sep === '/' ? key : key.replaceAll('/', sep));
}

/** For people: what is not UTF-8 is shown as `\xff`. */
export function shownPath(key: PathKey): string {
  return key.startsWith(NUL) ? shownName(bytesOfKey(key)) : key;
}

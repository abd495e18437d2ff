import { isAbsolute, relative } from 'node:path';

/** A path as seen from here, if it lies below; else as it is. */
export function shortPath(path: string, from: string = process.cwd()): string {
  const below = relative(from, path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? path : below;
}

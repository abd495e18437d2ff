import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { reasonOf } from '@hourglass/datasets/folder';
import { LibraryError } from '../errors.ts';
import type { LibraryPicture, PictureName } from './library-picture.ts';

/** What is searched for. */
export interface Query {
  /** SHA-256 of its content. */
  readonly id: string;
  readonly files: readonly PictureName[];
}

/** An id is known by so many of its first digits, or more. */
const LEAST_DIGITS = 6;

/**
 * What a person means: a picture of the library by its path in the folder or by its id, else a file.
 *
 * @throws {LibraryError} `PICTURE_UNKNOWN`, `PICTURE_UNREADABLE`.
 */
export async function nameQuery(
  query: string,
  root: string,
  pictures: readonly LibraryPicture[],
): Promise<Query> {
  const path = sep === '/' ? query : query.replaceAll(sep, '/');
  const below = relative(root, resolve(query)).replaceAll(sep, '/');
  const named = pictures.find(({ files }) => files.some(({ shown }) => shown === path || shown === below));
  if (named) return named;
  const file = Buffer.from(resolve(query));
  try {
    const id = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { id, files: [{ shown: query, file, inode: '' }] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new LibraryError('PICTURE_UNREADABLE', `'${query}' cannot be read: ${reasonOf(error)}.`);
    }
  }
  return byDigits(query.toLowerCase(), pictures) ?? unknown(query, root);
}

function byDigits(digits: string, pictures: readonly LibraryPicture[]): Query | undefined {
  if (!/^[\da-f]+$/.test(digits) || digits.length < LEAST_DIGITS) return undefined;
  const found = pictures.filter(({ id }) => id.startsWith(digits));
  if (found.length < 2) return found[0];
  const message = `${found.length} pictures have an id that begins with ${digits}. Give more digits.`;
  throw new LibraryError('PICTURE_UNKNOWN', message);
}

function unknown(query: string, root: string): never {
  throw new LibraryError(
    'PICTURE_UNKNOWN',
    `'${query}' is no file, no picture of '${root}', and no id of one (at least ${LEAST_DIGITS} digits).`,
  );
}

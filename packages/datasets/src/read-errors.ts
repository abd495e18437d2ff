import { DatasetError } from './errors.ts';

/** The three ways in which reading a file's bytes fails. */

export function unreadable(path: string, why: string, cause?: unknown): DatasetError {
  const message = `${path} cannot be read: ${why}.\nCheck the file and its permissions.`;
  return new DatasetError('FILE_UNREADABLE', message, { cause });
}

export function tooLarge(path: string, maxBytes: number): DatasetError {
  return new DatasetError(
    'FILE_TOO_LARGE',
    `${path} holds more than the ${maxBytes} bytes that it may have; the rest was not read.\n` +
      'Get the file again, or check that it is the one its name says.',
  );
}

export function badGzip(path: string, why: string, cause?: unknown): DatasetError {
  const message = `${path} is not a whole gzip file: ${why}.\nGet the file again; a download may have stopped early.`;
  return new DatasetError('GZIP_INVALID', message, { cause });
}

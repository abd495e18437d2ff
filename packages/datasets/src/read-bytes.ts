import { type FileHandle, open, stat } from 'node:fs/promises';
import { DatasetError, reasonOf } from './errors.ts';
import { gunzipFile } from './gunzip-file.ts';
import { tooLarge, unreadable } from './read-errors.ts';
import { shorten } from './rooms.ts';

/**
 * A file's bytes, unpacked if it is a gzip. Its first two bytes decide that, not its name:
 * browsers and archives like to unpack a `.gz` and keep the name.
 *
 * @param maxBytes The most that may be unpacked; also bounds the memory.
 * @param room Gives an array of `maxBytes` bytes to put a plain file into; without it a new one is made.
 * @throws {DatasetError} `FILE_UNREADABLE`, `FILE_TOO_LARGE`, `GZIP_INVALID`
 */
export async function readBytes(
  path: string,
  maxBytes: number,
  room?: () => Uint8Array,
): Promise<Uint8Array> {
  try {
    // Ask before opening: opening a pipe would wait for its writer for ever.
    const info = await stat(path);
    if (!info.isFile()) throw unreadable(path, 'it is not a plain file');
    const file = await open(path);
    try {
      if (await startsAsGzip(file)) return await gunzipFile(file, path, maxBytes);
      if (info.size > maxBytes) throw tooLarge(path, maxBytes);
      return await readPlain(file, info.size, room);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof DatasetError) throw error;
    throw unreadable(path, reasonOf(error), error);
  }
}

async function startsAsGzip(file: FileHandle): Promise<boolean> {
  const head = new Uint8Array(2);
  await file.read(head, 0, 2, 0);
  return head[0] === 0x1f && head[1] === 0x8b;
}

async function readPlain(file: FileHandle, size: number, room?: () => Uint8Array): Promise<Uint8Array> {
  const bytes = room === undefined ? new Uint8Array(size) : shorten(room(), size);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, size - length, length);
    if (bytesRead === 0) break; // It shrank since we asked. The reader of its format will say what is missing.
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { DatasetError, reasonOf } from './errors.ts';
import { joinSlices } from './join-slices.ts';
import { badGzip, tooLarge } from './read-errors.ts';

const PIECE_BYTES = 256 * 1024;
/** zlib accepts no smaller output buffer. */
const MIN_CHUNK = 64;

/**
 * Unpacks a whole gzip file into one array.
 *
 * The file is read in pieces, so that packed bytes take little memory; zlib unpacks on threads of its own,
 * so several files unpack at once.
 *
 * @param path Name of the file, for messages.
 * @param maxBytes The most that is unpacked: a gzip bomb stops here.
 * @throws {DatasetError} `GZIP_INVALID`, `FILE_TOO_LARGE`
 */
export async function gunzipFile(file: FileHandle, path: string, maxBytes: number): Promise<Uint8Array> {
  // zlib hands out slices of one output buffer until it is full. In a buffer that never fills they lie
  // end to end, so the result needs no copy: that halves the memory which zlib's own gunzip() takes.
  const gunzip = createGunzip({ chunkSize: Math.max(maxBytes + 1, MIN_CHUNK) });
  const slices: Uint8Array[] = [];
  let length = 0;
  gunzip.on('data', (slice: Uint8Array) => {
    slices.push(slice);
    length += slice.length;
    if (length > maxBytes) gunzip.destroy(tooLarge(path, maxBytes));
  });
  const failed = new Promise<never>((_, reject) => gunzip.once('error', reject));
  try {
    await Promise.race([failed, feed(gunzip, file, path)]);
    const bytes = joinSlices(slices);
    // A short result must not hold on to a buffer of the largest size.
    return length < maxBytes / 2 ? bytes.slice() : bytes;
  } catch (error) {
    if (error instanceof DatasetError) throw error;
    throw badGzip(path, reasonOf(error), error);
  } finally {
    gunzip.destroy();
  }
}

/** Gives all of the file to `gunzip`, and waits until all of it is unpacked. */
async function feed(gunzip: Gunzip, file: FileHandle, path: string): Promise<void> {
  const piece = new Uint8Array(PIECE_BYTES);
  let fed = 0;
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, fed);
    if (bytesRead === 0) break;
    // zlib calls back when it has taken the piece in, so the piece can be filled again.
    await new Promise((taken) => gunzip.write(piece.subarray(0, bytesRead), taken));
    fed += bytesRead;
    // zlib stops at the end of the gzip without a complaint about what follows.
    if (gunzip.bytesWritten < fed) throw badGzip(path, 'other bytes follow its end');
  }
  const ended = once(gunzip, 'end');
  gunzip.end();
  await ended;
}

import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, extract, type Headers } from 'tar-stream';
import { DatasetError, reasonOf } from '../errors.ts';
import { badGzip, tooLarge, unreadable } from '../read-errors.ts';
import { shorten } from '../rooms.ts';

/** What a tar may hold besides the wanted files: headers, filling, a readme. */
const SLACK_BYTES = 1024 * 1024;

/**
 * Reads the wanted members of a tar stream into memory. Nothing of it is ever written to disk under a name of its own.
 *
 * Strict: each member of `wanted` once, and only plain files and folders with plain relative names beside them.
 * Bounded: no member takes more than its room, and the whole stream no more than all rooms and 1 MiB.
 *
 * @param wanted Exact name of each member, and the room for its bytes.
 * @param source Name of the archive, for messages.
 * @param refuse Why an archive with a member of this name is another than the expected one, if it is.
 * @returns The bytes of each member: a view on its room, or a copy if they are few.
 * @throws {DatasetError} `ARCHIVE_INVALID`, `FILE_TOO_LARGE`, `GZIP_INVALID`, `FILE_UNREADABLE`
 */
export async function readTarMembers(
  tar: Readable,
  wanted: ReadonlyMap<string, Uint8Array>,
  source: string,
  refuse: (name: string) => string | undefined = () => undefined,
): Promise<Map<string, Uint8Array>> {
  const members = new Map<string, Uint8Array>();
  const limit = [...wanted.values()].reduce((sum, room) => sum + room.length, SLACK_BYTES);
  const entries = extract();
  const flow = pipeline(tar, atMost(limit, source), entries);
  try {
    for await (const entry of entries) {
      const name = plainName(entry.header, source);
      const why = refuse(name);
      if (why !== undefined) throw invalid(source, why);
      const room = wanted.get(name);
      if (room === undefined || entry.header.type === 'directory') {
        entry.resume();
        continue;
      }
      if (members.has(name)) throw invalid(source, `it holds ${name} twice`);
      members.set(name, await fill(room, entry, `${name} in ${source}`));
    }
    await flow;
  } catch (error) {
    // Whichever of the two failed first knows why; the other one only saw it close.
    const cause = await flow.then(
      () => error,
      (reason) => (error instanceof DatasetError ? error : reason),
    );
    throw asDatasetError(cause, source);
  }
  const lacking = [...wanted.keys()].filter((name) => !members.has(name));
  if (lacking.length > 0) throw invalid(source, `it lacks ${lacking.join(', ')}`);
  return members;
}

function atMost(limit: number, source: string) {
  return async function* (pieces: AsyncIterable<Uint8Array>) {
    let length = 0;
    for await (const piece of pieces) {
      length += piece.length;
      if (length > limit) throw tooLarge(source, limit);
      yield piece;
    }
  };
}

/** The entry's name without a leading `./`, if it is harmless. */
function plainName({ name, type, size }: Headers, source: string): string {
  if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') {
    throw invalid(source, `${quote(name)} in it is a ${type ?? 'thing of unknown type'}`);
  }
  if (/^([/\\]|[a-z]:)/i.test(name)) throw invalid(source, `${quote(name)} in it is an absolute name`);
  if (name.split(/[/\\]/).includes('..'))
    throw invalid(source, `${quote(name)} in it leads out of its folder`);
  // tar-stream would wait for ever for a number of bytes that is none.
  if (!Number.isSafeInteger(size) || size! < 0)
    throw invalid(source, `${quote(name)} in it has the size ${size}`);
  return name.replace(/^(\.\/)+/, '');
}

async function fill(room: Uint8Array, entry: Entry, source: string): Promise<Uint8Array> {
  const size = entry.header.size ?? 0;
  if (size > room.length) throw tooLarge(source, room.length);
  let length = 0;
  for await (const piece of entry as AsyncIterable<Uint8Array>) {
    room.set(piece, length);
    length += piece.length;
  }
  return shorten(room, length);
}

const quote = (name: string) => JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}...` : name);

function invalid(source: string, why: string): DatasetError {
  return new DatasetError(
    'ARCHIVE_INVALID',
    `${source} is not the archive that was expected: ${why}.\nGet the file again, or check that it is the one its name says.`,
  );
}

/** The streams behind `readTarMembers` fail each in their own way. */
function asDatasetError(error: unknown, source: string): DatasetError {
  if (error instanceof DatasetError) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return badGzip(source, reasonOf(error), error);
  if (syscall !== undefined) return unreadable(source, reasonOf(error), error);
  return invalid(source, reasonOf(error));
}

import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DatasetRecord } from '../catalog/record.ts';
import { DatasetError, reasonOf } from '../errors.ts';
import { otherVersionOf } from '../find/other-version.ts';
import { readTarMembers } from '../formats/tar-members.ts';
import { unreadable } from '../read-errors.ts';
import type { Rooms } from '../rooms.ts';
import { type Member, memberChecksum, unpackedFiles } from './unpacked.ts';

/** A dataset's files out of its archive. */
export interface ArchiveContents {
  /** In the order of `record.files`. */
  readonly members: readonly Member[];
  readonly warnings: readonly string[];
}

/** Large pieces: fewer trips between the threads. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Reads a dataset's files from its archive, gzipped or not. The first time they are also kept in the cache;
 * from then on they are read from there, which is several times as fast.
 *
 * @param cacheFolder The dataset's folder in the cache. If it cannot be written, a warning says so.
 * @throws {DatasetError} `FILE_UNREADABLE`, `GZIP_INVALID`, `ARCHIVE_INVALID`, `FILE_TOO_LARGE`
 */
export async function readArchive(
  record: DatasetRecord,
  path: string,
  cacheFolder: string,
  rooms: Rooms,
): Promise<ArchiveContents> {
  const unpacked = unpackedFiles(record, path, await plainFile(path), cacheFolder);
  const before = await unpacked.read(rooms);
  if (before !== undefined) return { members: before, warnings: [] };
  const members = await unpack(record, path, rooms);
  try {
    await unpacked.write(members);
    return { members, warnings: [] };
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    const [reason] = error.message.split('\n');
    return { members, warnings: [`${record.title} will be unpacked again next time: ${reason}`] };
  }
}

async function unpack(record: DatasetRecord, path: string, rooms: Rooms): Promise<Member[]> {
  const nameOf = ({ name }: { name: string }) => `${record.origin?.folder}/${name}`;
  const wanted = new Map(record.files.map((file) => [nameOf(file), rooms(file)]));
  const contents = await readTarMembers(await openTar(path), wanted, path, (name) => {
    const version = otherVersionOf(record, name);
    return version && `it is the ${version} version of ${record.title}, which is not read`;
  });
  return record.files.map((file) => {
    const content = contents.get(nameOf(file))!;
    return { content, actual: memberChecksum(file, content) };
  });
}

async function plainFile(path: string): Promise<Stats> {
  const info = await stat(path).catch((error) => {
    throw unreadable(path, reasonOf(error), error);
  });
  if (!info.isFile()) throw unreadable(path, 'it is not a plain file');
  return info;
}

/** The tar as a stream. Its first two bytes decide whether it is gzipped, not its name. */
async function openTar(path: string): Promise<Readable> {
  try {
    const file = await open(path);
    const head = new Uint8Array(2);
    await file.read(head, 0, 2, 0);
    const packed = file.createReadStream({ start: 0, highWaterMark: PIECE_BYTES });
    if (head[0] !== 0x1f || head[1] !== 0x8b) return packed;
    const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
    packed.on('error', (error) => gunzip.destroy(error));
    gunzip.on('close', () => packed.destroy());
    return packed.pipe(gunzip);
  } catch (error) {
    throw unreadable(path, reasonOf(error), error);
  }
}

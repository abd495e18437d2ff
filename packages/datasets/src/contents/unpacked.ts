import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatasetFile, DatasetRecord } from '../catalog/record.ts';
import { type Checksum, checksumLike } from '../checksum.ts';
import { writeWhole } from '../fetch/write-file.ts';
import { readBytes } from '../read-bytes.ts';
import type { Rooms } from '../rooms.ts';

/** An unpacked file of an archive. */
export interface Member {
  readonly content: Uint8Array;
  readonly actual: Checksum;
}

/** What is noted beside unpacked files: which archive they are from, and what they must be. */
interface Note {
  readonly archive: string;
  readonly checksums: Readonly<Record<string, Checksum>>;
}

/** Members without a checksum in the catalog are checked by this algorithm. */
const SHA256: Checksum = 'sha256:';

/** The files that were unpacked before from the archive at `path`, kept in a folder of the cache. */
export interface UnpackedFiles {
  /** All files, checked; undefined if any is absent, damaged, or from an archive that has changed since. */
  read(rooms: Rooms): Promise<Member[] | undefined>;
  /** Keeps them. @throws {DatasetError} `CACHE_UNUSABLE` */
  write(members: readonly Member[]): Promise<void>;
}

/**
 * Unpacking takes longer than reading, so it is done once. There is one folder for each path of an archive;
 * another size or time of the archive makes what is in it void.
 *
 * @param path Of the archive, and `info` what the file system says of it.
 * @param folder The dataset's folder in the cache.
 */
export function unpackedFiles(
  record: DatasetRecord,
  path: string,
  info: Stats,
  folder: string,
): UnpackedFiles {
  const { size, mtimeMs } = info;
  const archive = `${resolve(path)} ${size} ${mtimeMs}`;
  const key = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16);
  const place = (name: string) => join(folder, 'unpacked', key, name);
  return {
    async read(rooms) {
      const note = await readNote(place('unpacked.json'));
      if (note?.archive !== archive) return undefined;
      const reads = record.files.map(async (file) => {
        const content = await readBytes(place(file.name), file.bytes, () => rooms(file));
        return { content, actual: memberChecksum(file, content) };
      });
      // All are waited for, even if one fails: none may write to its room later.
      const done = await Promise.allSettled(reads);
      const members = done.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const whole = record.files.every(({ name }, i) => members[i]?.actual === note.checksums[name]);
      return whole ? members : undefined; // Whatever ails them, the archive is still there.
    },
    async write(members) {
      const checksums: Record<string, Checksum> = {};
      for (const [i, { name }] of record.files.entries()) {
        await writeWhole(place(name), members[i]!.content);
        checksums[name] = members[i]!.actual;
      }
      // Last, so that a note stands for whole files only.
      await writeWhole(place('unpacked.json'), JSON.stringify({ archive, checksums } satisfies Note));
    },
  };
}

/** The checksum by which a member is known, here and in the catalog. */
export function memberChecksum(file: DatasetFile, content: Uint8Array): Checksum {
  return checksumLike(file.checksum ?? SHA256, content);
}

/** The note, if there is one that can be read. */
async function readNote(path: string): Promise<Note | undefined> {
  try {
    const note: Partial<Note> = JSON.parse(await readFile(path, 'utf8'));
    return { archive: note.archive ?? '', checksums: note.checksums ?? {} };
  } catch {
    return undefined;
  }
}

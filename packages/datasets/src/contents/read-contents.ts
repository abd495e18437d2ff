import type { DatasetRecord } from '../catalog/record.ts';
import { checksumLike } from '../checksum.ts';
import { datasetFolder } from '../fetch/cache-folder.ts';
import type { Location } from '../find/locate.ts';
import type { SourceFile } from '../formats/format.ts';
import { readBytes } from '../read-bytes.ts';
import { roomsFor } from '../rooms.ts';
import { readArchive } from './archive.ts';

/** All unpacked bytes of a dataset, each with its checksum. */
export interface Contents {
  /** In the order of `record.files`. */
  readonly files: readonly SourceFile[];
  readonly warnings: readonly string[];
}

/**
 * Reads the files of a dataset from where they are.
 *
 * @throws {DatasetError} `FILE_UNREADABLE`, `FILE_TOO_LARGE`, `GZIP_INVALID`, `ARCHIVE_INVALID`
 */
export async function readContents(
  record: DatasetRecord,
  { found }: Location,
  cacheDir: string | undefined,
): Promise<Contents> {
  const rooms = roomsFor(record.files);
  if ('archive' in found) {
    const folder = datasetFolder(record.name, cacheDir);
    const { members, warnings } = await readArchive(record, found.archive, folder, rooms);
    const files = record.files.map((file, i) => ({
      ...file,
      ...members[i]!,
      path: `${file.name} in ${found.archive}`,
    }));
    return { files, warnings };
  }
  const files = await Promise.all(
    record.files.map(async (file, i): Promise<SourceFile> => {
      const path = found.paths[i]!;
      const content = await readBytes(path, file.bytes, () => rooms(file));
      const actual = file.checksum && { actual: checksumLike(file.checksum, content) };
      return { ...file, path, content, ...actual };
    }),
  );
  return { files, warnings: [] };
}

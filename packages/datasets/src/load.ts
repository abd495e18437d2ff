import { createHash } from 'node:crypto';
import { type DatasetRecord, describeDataset } from './catalog.ts';
import { DatasetError } from './errors.ts';
import type { SourceFile } from './formats/format.ts';
import { readers } from './formats/readers.ts';
import type { ImageSet, Split } from './image-set.ts';
import { type Location, locateFiles } from './locate.ts';
import { readBytes } from './read-bytes.ts';

export interface LoadOptions {
  /**
   * Folder with the dataset's files, or with a folder of the dataset's name that has them; each file with
   * or without `.gz`. Default: `HOURGLASS_DATA_DIR`, else what is embedded.
   */
  readonly dataDir?: string | undefined;
}

export interface LoadedDataset {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Sentences for the user, such as that a file is not the official one. Mostly empty. */
  readonly warnings: readonly string[];
}

/**
 * Reads both splits of a dataset into memory and checks them against the catalog.
 * The pixels are a view on the unpacked file, so a set takes its official size and no more.
 *
 * @example
 * const { train } = await loadDataset('mnist');
 * train.count; // 60000
 *
 * @throws {DatasetError} with the reason in `code`; see `DatasetErrorCode`.
 */
export async function loadDataset(name: string, { dataDir }: LoadOptions = {}): Promise<LoadedDataset> {
  const record = describeDataset(name);
  const location = await locateFiles(record, dataDir);
  const files = await Promise.all(
    record.files.map(async (file, i): Promise<SourceFile> => {
      const path = location.paths[i]!;
      return { ...file, path, content: await readBytes(path, file.bytes) };
    }),
  );
  const warnings = [...location.warnings, ...checkSums(record, location, files)];
  const splitOf = (split: Split) =>
    readers[record.format](
      record,
      split,
      files.filter((file) => file.split === split),
    );
  return { train: splitOf('train'), test: splitOf('test'), warnings };
}

/** Embedded bytes must be the official ones. A user may bring others of the same structure, and is told so. */
function checkSums(record: DatasetRecord, { embedded }: Location, files: readonly SourceFile[]): string[] {
  const others = files.filter((file) => createHash('md5').update(file.content).digest('hex') !== file.md5);
  if (others.length === 0) return [];
  const paths = others.map((file) => file.path).join(', ');
  if (embedded) {
    throw new DatasetError(
      'CHECKSUM_MISMATCH',
      `The embedded ${record.title} is damaged: the MD5 of ${paths} is not the official one.\nInstall the package again.`,
    );
  }
  return [`${record.title}: not the official bytes (MD5), but of the right structure, so used: ${paths}.`];
}

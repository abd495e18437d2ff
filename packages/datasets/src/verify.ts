import type { DatasetRecord } from './catalog/record.ts';
import { describeDataset } from './catalog.ts';
import { unofficialFiles } from './contents/official.ts';
import { readContents } from './contents/read-contents.ts';
import { DatasetError } from './errors.ts';
import { type LocateOptions, locateFiles } from './find/locate.ts';
import { sourceLine } from './find/obtain.ts';
import { readers } from './formats/readers.ts';
import { checkCache } from './get.ts';
import type { Split } from './image-set.ts';

export interface VerifiedFile {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  /** Whether its bytes are the official ones. */
  readonly official: boolean;
}

export interface VerifiedDataset {
  readonly name: string;
  /** One line: what it is and where it is. */
  readonly source: string;
  /** Whether all files are official. If not, their structure is right all the same. */
  readonly official: boolean;
  readonly files: readonly VerifiedFile[];
  /** Pictures in each split. */
  readonly count: Readonly<Record<Split, number>>;
  readonly warnings: readonly string[];
}

/**
 * Checks a dataset that is on this machine: every checksum, and the structure of every file. It fetches nothing.
 *
 * @throws {DatasetError} `FILES_MISSING` if it is not here, else what is wrong with it.
 */
export async function verifyDataset(name: string, options: LocateOptions = {}): Promise<VerifiedDataset> {
  return verifyRecord(describeDataset(name), options);
}

/** `verifyDataset`, for a record that need not be in the catalog. */
export async function verifyRecord(
  record: DatasetRecord,
  options: LocateOptions = {},
): Promise<VerifiedDataset> {
  const location = await locateFiles(record, options);
  if (location === undefined) throw absent(record);
  if (location.place === 'cache') await checkCache(record, options.cacheDir);
  const { files, warnings } = await readContents(record, location, options.cacheDir);
  const others = await unofficialFiles(record, location, files);
  const sizes = files.map(({ content }) => content.length);
  const countOf = (split: Split) =>
    readers[record.format](
      record,
      split,
      files.filter((file) => file.split === split),
    ).count;
  return {
    name: record.name,
    source: sourceLine(record, location),
    official: others.length === 0,
    files: files.map((file, i) => ({ name: file.name, bytes: sizes[i]!, official: !others.includes(file) })),
    count: { train: countOf('train'), test: countOf('test') },
    warnings: [...location.warnings, ...warnings],
  };
}

function absent({ name, title }: DatasetRecord): DatasetError {
  return new DatasetError(
    'FILES_MISSING',
    `${title} is not on this machine, so there is nothing to verify.\nGet it: hourglass data get ${name}.`,
  );
}

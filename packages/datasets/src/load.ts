import type { DatasetRecord } from './catalog/record.ts';
import { describeDataset } from './catalog.ts';
import { unofficialFiles } from './contents/official.ts';
import { readContents } from './contents/read-contents.ts';
import { type ObtainOptions, obtain } from './find/obtain.ts';
import { readers } from './formats/readers.ts';
import type { ImageSet, Split } from './image-set.ts';

/** Where to look, whether to fetch, and how to follow and stop it. */
export type LoadOptions = ObtainOptions;

export interface LoadedDataset {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** One line: what it is and where it came from. */
  readonly source: string;
  /** Sentences for the user, such as that a file is not the official one. Mostly empty. */
  readonly warnings: readonly string[];
}

/**
 * Reads both splits of a dataset into memory and checks them against the catalog.
 * It looks in `dataDir`, else in `HOURGLASS_DATA_DIR`, among the embedded sets, in the cache, and then fetches it,
 * unless `offline` or `HOURGLASS_OFFLINE` forbid that.
 *
 * The pixels are a view on the unpacked files, so a set takes its official size and no more.
 *
 * @example
 * const { train } = await loadDataset('mnist');
 * train.count; // 60000
 *
 * @throws {DatasetError} with the reason in `code`; see `DatasetErrorCode`.
 * @throws `signal.reason` if the signal stops a download.
 */
export async function loadDataset(name: string, options: LoadOptions = {}): Promise<LoadedDataset> {
  return loadRecord(describeDataset(name), options);
}

/** `loadDataset`, for a record that need not be in the catalog. */
export async function loadRecord(record: DatasetRecord, options: LoadOptions = {}): Promise<LoadedDataset> {
  const location = await obtain(record, options);
  const contents = await readContents(record, location, options.cacheDir);
  const others = await unofficialFiles(record, location, contents.files);
  const splitOf = (split: Split) =>
    readers[record.format](
      record,
      split,
      contents.files.filter((file) => file.split === split),
    );
  const [train, test] = [splitOf('train'), splitOf('test')];
  const warnings = [...location.warnings, ...contents.warnings];
  if (others.length > 0) {
    const paths = others.map((file) => file.path).join(', ');
    warnings.push(`${record.title}: not the official bytes, but of the right structure, so used: ${paths}.`);
  }
  return { train, test, source: location.source, warnings };
}

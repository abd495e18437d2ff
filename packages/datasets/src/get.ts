import { join } from 'node:path';
import type { DatasetRecord } from './catalog/record.ts';
import { describeDataset } from './catalog.ts';
import { DatasetError } from './errors.ts';
import { datasetFolder } from './fetch/cache-folder.ts';
import { wholeOnDisk } from './fetch/whole-on-disk.ts';
import { fetchIntoCache, isOffline, type ObtainOptions, obtain } from './find/obtain.ts';

export interface GotDataset {
  readonly name: string;
  /** One line: what it is and where it is. */
  readonly source: string;
  /** Its files, or its archive. */
  readonly paths: readonly string[];
  /** True if it was not here before. */
  readonly fetched: boolean;
  readonly warnings: readonly string[];
}

/**
 * Makes sure that a dataset is on this machine: finds it where `loadDataset` would, or fetches it.
 * What is in the cache is checked against its checksums, and fetched again if it is damaged.
 *
 * @example
 * const { source } = await getDataset('cifar100', { onProgress: ({ bytes, total }) => draw(bytes / total) });
 *
 * @throws {DatasetError} with the reason in `code`; see `DatasetErrorCode`.
 * @throws `signal.reason` if the signal stops it; what came is kept.
 */
export async function getDataset(name: string, options: ObtainOptions = {}): Promise<GotDataset> {
  return getRecord(describeDataset(name), options);
}

/** `getDataset`, for a record that need not be in the catalog. */
export async function getRecord(record: DatasetRecord, options: ObtainOptions = {}): Promise<GotDataset> {
  const { place, found, source, fetched, warnings } = await obtain(record, options);
  if (place === 'cache' && !fetched) {
    if (isOffline(options)) await checkCache(record, options.cacheDir);
    else await fetchIntoCache(record, options);
  }
  const paths = 'archive' in found ? [found.archive] : found.paths;
  return { name: record.name, source, paths, fetched, warnings };
}

/**
 * Checks what was fetched, as it was fetched.
 *
 * @throws {DatasetError} `CHECKSUM_MISMATCH`
 */
export async function checkCache(record: DatasetRecord, cacheDir: string | undefined): Promise<void> {
  for (const wanted of record.origin?.downloads ?? []) {
    const path = join(datasetFolder(record.name, cacheDir), wanted.name);
    if (await wholeOnDisk(wanted, path)) continue;
    throw new DatasetError(
      'CHECKSUM_MISMATCH',
      `The cached ${record.title} is damaged: the checksum of ${path} is not the official one.\n` +
        `Go online and fetch it again: hourglass data get ${record.name}.`,
    );
  }
}

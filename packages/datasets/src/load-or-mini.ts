import { describeDataset } from './catalog.ts';
import { DatasetError, type DatasetErrorCode } from './errors.ts';
import { type LoadedDataset, type LoadOptions, loadDataset } from './load.ts';

const ABSENT: readonly DatasetErrorCode[] = ['FILES_MISSING', 'OFFLINE', 'DOWNLOAD_FAILED', 'CACHE_UNUSABLE'];

/**
 * The whole dataset where it is found or can be fetched, else the small one that is embedded (`record.mini`).
 * The name of the sets tells which it is, and `warnings` says in one line why, and how to get the whole.
 *
 * A `dataDir` without the files stays an error: what was asked for by name is never replaced.
 *
 * @example
 * const { train, source } = await loadDatasetOrMini('cifar100');
 * train.name; // 'cifar100' or 'cifar100-mini'
 *
 * @throws {DatasetError} as `loadDataset`
 */
export async function loadDatasetOrMini(name: string, options: LoadOptions = {}): Promise<LoadedDataset> {
  const record = describeDataset(name);
  try {
    return await loadDataset(name, options);
  } catch (error) {
    if (record.mini === undefined || options.dataDir !== undefined || !isAbsent(error)) throw error;
    const mini = await loadDataset(record.mini, { offline: true, cacheDir: options.cacheDir });
    const [reason] = error.message.split('\n');
    const size = `${mini.train.count} + ${mini.test.count} pictures`;
    const note = `${describeDataset(record.mini).title} (${size}) stands in for ${record.title}: ${reason} To get the whole: hourglass data get ${name}.`;
    return { ...mini, warnings: [note, ...mini.warnings] };
  }
}

/** True for an error that means a set cannot be had here, and not that it is broken. */
export function isAbsent(error: unknown): error is DatasetError {
  return error instanceof DatasetError && ABSENT.includes(error.code);
}

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatasetRecord } from '../catalog/record.ts';
import { DatasetError, reasonOf } from '../errors.ts';
import { datasetFolder } from '../fetch/cache-folder.ts';
import { embeddedFolder } from './embedded.ts';
import { otherVersionIn } from './other-version.ts';
import { type Found, missing, searchCache, searchCollection, searchFolder } from './search-folder.ts';

/** Where a dataset's files are. */
export interface Location {
  readonly place: 'dataDir' | 'HOURGLASS_DATA_DIR' | 'embedded' | 'cache';
  readonly found: Found;
  readonly warnings: readonly string[];
}

export interface LocateOptions {
  /** Folder with the dataset's files, or with a folder of the dataset's name that has them. */
  readonly dataDir?: string | undefined;
  /** Folder for what is fetched and unpacked. Default: `HOURGLASS_CACHE`, else the system's cache folder. */
  readonly cacheDir?: string | undefined;
}

/**
 * Looks in `dataDir`; without it in `HOURGLASS_DATA_DIR`, then among the embedded packages, then in the cache.
 *
 * What was asked for by name is never silently replaced: a `dataDir` without the files is an error.
 * The environment variable is a habit rather than a wish, so the other places stand in for it.
 *
 * @returns undefined if it is in none of these places.
 * @throws {DatasetError} `DATA_DIR_UNUSABLE`, `FILES_MISSING`
 */
export async function locateFiles(
  record: DatasetRecord,
  { dataDir, cacheDir }: LocateOptions = {},
): Promise<Location | undefined> {
  if (dataDir !== undefined)
    return { place: 'dataDir', found: await inDataDir(record, dataDir), warnings: [] };
  const habit = process.env.HOURGLASS_DATA_DIR || undefined;
  const problem = habit && (await folderProblem(habit));
  const found = habit && !problem ? await searchCollection(record, habit) : undefined;
  if (found !== undefined) return { place: 'HOURGLASS_DATA_DIR', found, warnings: [] };
  const reason =
    problem || (habit && (await otherVersionIn(record, [join(habit, record.name), habit]))?.what);
  const warnings = reason ? [`HOURGLASS_DATA_DIR: ${reason}. ${record.title} is taken from elsewhere.`] : [];
  const folder = await embeddedFolder(record);
  const embedded = folder && (await searchFolder(record, folder));
  if (embedded) return { place: 'embedded', found: embedded, warnings };
  const cached = await searchCache(record, datasetFolder(record.name, cacheDir));
  return cached && { place: 'cache', found: cached, warnings };
}

async function inDataDir(record: DatasetRecord, dataDir: string): Promise<Found> {
  const problem = await folderProblem(dataDir);
  if (problem !== undefined) {
    throw new DatasetError('DATA_DIR_UNUSABLE', `${problem}.\nName a folder that holds ${record.name}.`);
  }
  const found = await searchFolder(record, dataDir);
  if (found === undefined) {
    const other = await otherVersionIn(record, [join(dataDir, record.name), dataDir]);
    if (other)
      throw new DatasetError('FILES_MISSING', `${resolve(dataDir)}: ${other.what}.\n${other.advice}`);
    throw missing(record, dataDir, record.files);
  }
  return found;
}

/** What keeps `folder` from being one, or undefined if nothing does. */
async function folderProblem(folder: string): Promise<string | undefined> {
  if (folder === '') return 'The name of the data folder is empty';
  const path = resolve(folder);
  try {
    return (await stat(path)).isDirectory() ? undefined : `The data folder ${path} is not a folder`;
  } catch (error) {
    return `The data folder ${path} cannot be used: ${reasonOf(error)}`;
  }
}

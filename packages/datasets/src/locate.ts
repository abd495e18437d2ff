import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { directory as mnistDirectory } from '@hourglass/data-mnist';
import type { DatasetRecord } from './catalog.ts';
import { DatasetError, reasonOf } from './errors.ts';

/** Where a dataset's files are. */
export interface Location {
  /** One path for each of `record.files`, in that order. */
  readonly paths: readonly string[];
  /** True for bytes that come with the package; false for the user's own. */
  readonly embedded: boolean;
  readonly warnings: readonly string[];
}

/** Datasets whose bytes are a package. */
const embeddedFolders: Readonly<Record<string, string>> = { mnist: mnistDirectory };

/**
 * Looks in `dataDir`; without it in `HOURGLASS_DATA_DIR`, then in the embedded packages.
 *
 * What was asked for by name is never silently replaced: a `dataDir` without the files is an error.
 * The environment variable is a habit rather than a wish, so the embedded bytes stand in for it.
 *
 * @throws {DatasetError} `DATA_DIR_UNUSABLE`, `FILES_MISSING`
 */
export async function locateFiles(record: DatasetRecord, dataDir: string | undefined): Promise<Location> {
  if (dataDir !== undefined) {
    const problem = await folderProblem(dataDir);
    if (problem !== undefined) {
      throw new DatasetError('DATA_DIR_UNUSABLE', `${problem}.\nName a folder that holds ${record.name}.`);
    }
    const paths = await search(record, dataDir);
    if (paths === undefined) throw missing(record, dataDir, record.files);
    return { paths, embedded: false, warnings: [] };
  }
  const habit = process.env.HOURGLASS_DATA_DIR || undefined;
  const problem = habit && (await folderProblem(habit));
  const paths = habit && !problem ? await search(record, habit) : undefined;
  if (paths !== undefined) return { paths, embedded: false, warnings: [] };
  const warnings = problem ? [`HOURGLASS_DATA_DIR: ${problem}. The embedded ${record.name} is used.`] : [];
  return { paths: await embeddedPaths(record), embedded: true, warnings };
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

/**
 * The files in `<folder>/<dataset>` or else in `folder` itself; undefined if neither has any of them.
 * Half a dataset is an error: it is more likely a mistake than a wish for another place.
 */
async function search(record: DatasetRecord, folder: string): Promise<string[] | undefined> {
  for (const place of [join(folder, record.name), folder]) {
    const paths = await Promise.all(record.files.map((file) => findFile(resolve(place, file.name))));
    const lacking = record.files.filter((_, i) => paths[i] === undefined);
    if (lacking.length === 0) return paths as string[];
    if (lacking.length < paths.length) throw missing(record, place, lacking);
  }
  return undefined;
}

/** `path.gz` if it exists, else `path` if it exists. */
async function findFile(path: string): Promise<string | undefined> {
  for (const candidate of [`${path}.gz`, path]) {
    try {
      await stat(candidate);
      return candidate;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') {
        throw new DatasetError('DATA_DIR_UNUSABLE', `The data folder cannot be read: ${reasonOf(error)}.`, {
          cause: error,
        });
      }
    }
  }
  return undefined;
}

async function embeddedPaths(record: DatasetRecord): Promise<string[]> {
  const folder = embeddedFolders[record.name];
  const paths = folder && (await search(record, folder));
  if (paths) return paths;
  throw new DatasetError(
    'FILES_MISSING',
    `${record.title} does not come with Hourglass.\nName the folder that holds it: dataDir, or HOURGLASS_DATA_DIR.`,
  );
}

function missing(record: DatasetRecord, folder: string, files: DatasetRecord['files']): DatasetError {
  const names = files.map((file) => file.name).join(', ');
  return new DatasetError(
    'FILES_MISSING',
    `${record.title}: ${resolve(folder)} lacks ${names} (with or without .gz).\n` +
      `Put all ${record.files.length} files there, or into its folder "${record.name}".`,
  );
}

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DatasetFile, DatasetRecord } from '../catalog/record.ts';
import { catalog } from '../catalog.ts';
import { DatasetError, reasonOf } from '../errors.ts';

/** A dataset's files: loose, one path for each of `record.files` in that order, or in their archive. */
export type Found = { readonly paths: readonly string[] } | { readonly archive: string };

/**
 * The dataset in `<folder>/<its name>` or in `folder` itself: its files, with or without `.gz`, there or in the
 * archive's own folder; else its archive. Undefined if there is nothing of it.
 *
 * Half a dataset is an error: it is more likely a mistake than a wish for another place.
 *
 * @throws {DatasetError} `FILES_MISSING`, `DATA_DIR_UNUSABLE`
 */
export async function searchFolder(record: DatasetRecord, folder: string): Promise<Found | undefined> {
  return search(record, [join(folder, record.name), folder]);
}

/**
 * As `searchFolder`, in a folder that holds many datasets and was not named for this one.
 * Several sets use the same file names, so loose files in the folder itself count as the first of these sets.
 */
export async function searchCollection(record: DatasetRecord, folder: string): Promise<Found | undefined> {
  const own = join(folder, record.name);
  return ownsItsNames(record) ? search(record, [own, folder]) : search(record, [own]);
}

/** The files of a cache folder; half a dataset is one that is still being fetched. */
export async function searchCache(record: DatasetRecord, folder: string): Promise<Found | undefined> {
  const { folder: inside, downloads = [] } = record.origin ?? {};
  const paths = await Promise.all(downloads.map(({ name }) => exists(join(folder, name))));
  if (downloads.length === 0 || paths.includes(undefined)) return undefined;
  return inside === undefined ? { paths: paths as string[] } : { archive: paths[0]! };
}

function ownsItsNames(record: DatasetRecord): boolean {
  const names = new Set(record.files.map(({ name }) => name));
  const first = Object.values<DatasetRecord>(catalog).find(({ files }) =>
    files.some(({ name }) => names.has(name)),
  );
  return first === undefined || first.name === record.name;
}

async function search(record: DatasetRecord, places: readonly string[]): Promise<Found | undefined> {
  const { folder: inside, downloads = [] } = record.origin ?? {};
  for (const place of places) {
    for (const folder of inside === undefined ? [place] : [place, join(place, inside)]) {
      const paths = await looseFiles(record, folder);
      if (paths !== undefined) return { paths };
    }
    const archive = inside === undefined ? undefined : await exists(resolve(place, downloads[0]!.name));
    if (archive !== undefined) return { archive };
  }
  return undefined;
}

async function looseFiles(record: DatasetRecord, folder: string): Promise<readonly string[] | undefined> {
  const paths = await Promise.all(
    record.files.map(
      async ({ name }) => (await exists(resolve(folder, `${name}.gz`))) ?? exists(resolve(folder, name)),
    ),
  );
  const lacking = record.files.filter((_, i) => paths[i] === undefined);
  if (lacking.length === 0) return paths as string[];
  if (lacking.length < paths.length) throw missing(record, folder, lacking);
  return undefined;
}

/** `path` if something of that name exists. */
async function exists(path: string): Promise<string | undefined> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new DatasetError('DATA_DIR_UNUSABLE', `The data folder cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

export function missing(record: DatasetRecord, folder: string, files: readonly DatasetFile[]): DatasetError {
  const names = files.map((file) => file.name).join(', ');
  const archive = record.origin?.folder === undefined ? '' : `, or ${record.origin.downloads[0]!.name},`;
  return new DatasetError(
    'FILES_MISSING',
    `${record.title}: ${resolve(folder)} lacks ${names} (with or without .gz).\n` +
      `Put all ${record.files.length} files${archive} there, or into its folder "${record.name}".`,
  );
}

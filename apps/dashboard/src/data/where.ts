import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { cacheHome, DatasetError, type DatasetRecord, getDataset } from '@hourglass/datasets';

/** Where a set is. `folder` holds its files or its archive. */
export type Where =
  | {
      readonly place: 'embedded' | 'cache' | 'folder';
      readonly folder: string;
      readonly paths: readonly string[];
    }
  | { readonly place: 'to fetch'; readonly bytes: number }
  /** `reason` is one sentence. */
  | { readonly place: 'damaged' | 'absent'; readonly reason: string };

export interface Found {
  readonly where: Where;
  readonly warnings: readonly string[];
}

/** Where a set is found; it is never fetched. @throws {DatasetError} if the data folder itself is unusable. */
export async function whereIs(record: DatasetRecord, dataDir: string | undefined): Promise<Found> {
  try {
    const { paths, warnings } = await getDataset(record.name, { dataDir, offline: true });
    return { where: placeOf(paths, dataDir), warnings };
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return { where: whereNot(record, error), warnings: [] };
  }
}

/** The place of files that were found: in the cache, in a folder that somebody named, else embedded. */
export function placeOf(paths: readonly string[], dataDir: string | undefined): Where {
  const folder = dirname(paths[0]!);
  const named = dataDir ?? process.env.HOURGLASS_DATA_DIR;
  if (named && isBelow(folder, named)) return { place: 'folder', folder, paths };
  return { place: isBelow(folder, cacheHome()) ? 'cache' : 'embedded', folder, paths };
}

function whereNot({ origin }: DatasetRecord, error: DatasetError): Where {
  const [reason = ''] = error.message.split('\n');
  if (error.code === 'OFFLINE') {
    return { place: 'to fetch', bytes: (origin?.downloads ?? []).reduce((sum, { bytes }) => sum + bytes, 0) };
  }
  if (error.code === 'FILES_MISSING') return { place: 'absent', reason };
  if (error.code === 'CHECKSUM_MISMATCH') return { place: 'damaged', reason };
  throw error;
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return !way.startsWith('..') && !isAbsolute(way);
}

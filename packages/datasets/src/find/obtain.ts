import { dirname, join } from 'node:path';
import type { DatasetRecord } from '../catalog/record.ts';
import { DatasetError } from '../errors.ts';
import type { OnProgress } from '../fetch/progress.ts';
import { type LocateOptions, type Location, locateFiles } from './locate.ts';
import { otherVersionIn } from './other-version.ts';

export interface ObtainOptions extends LocateOptions {
  /** True forbids the network. Default: `HOURGLASS_OFFLINE`. */
  readonly offline?: boolean | undefined;
  /** Called some times a second while files are fetched. */
  readonly onProgress?: OnProgress | undefined;
  /** Stops fetching; what came is kept. */
  readonly signal?: AbortSignal | undefined;
}

export interface Obtained extends Location {
  /** One line: what it is and where it came from. */
  readonly source: string;
  /** True if it was not here before. */
  readonly fetched: boolean;
}

/**
 * Finds a dataset's files, or fetches them into the cache.
 *
 * @throws {DatasetError} `FILES_MISSING`, `OFFLINE`, `DOWNLOAD_FAILED`, `CACHE_UNUSABLE`, `DATA_DIR_UNUSABLE`
 * @throws `signal.reason` if the signal stops it.
 */
export async function obtain(record: DatasetRecord, options: ObtainOptions = {}): Promise<Obtained> {
  options.signal?.throwIfAborted();
  const location = await locateFiles(record, options);
  if (location !== undefined) return { ...location, source: sourceLine(record, location), fetched: false };
  await fetchIntoCache(record, options);
  const fetched = await locateFiles(record, options);
  if (fetched === undefined) throw new Error(`internal: ${record.name} was fetched, but is not in the cache`);
  return { ...fetched, source: `${sourceLine(record, fetched)}, fetched now`, fetched: true };
}

/** Fetches what of the dataset the cache lacks or holds damaged. */
export async function fetchIntoCache(record: DatasetRecord, options: ObtainOptions): Promise<void> {
  if (record.origin === undefined) {
    throw new DatasetError(
      'FILES_MISSING',
      `${record.title} is not here${record.embedded ? `: the package ${record.embedded} is not installed` : ''}.\n` +
        'Name the folder that holds it: dataDir, or HOURGLASS_DATA_DIR.',
    );
  }
  if (isOffline(options)) {
    const habit = process.env.HOURGLASS_DATA_DIR;
    const other = habit ? await otherVersionIn(record, [join(habit, record.name), habit]) : undefined;
    throw new DatasetError(
      'OFFLINE',
      `${record.title} is not on this machine${other ? ` (${other.what})` : ''}, and HOURGLASS_OFFLINE or "offline" forbids to fetch it.\n` +
        `Go online and run: hourglass data get ${record.name}. Or put ${namesOf(record)} into HOURGLASS_DATA_DIR/${record.name}.`,
    );
  }
  // Loaded only now: most programs never fetch, and start faster without an HTTP client.
  const { fetchDataset } = await import('../fetch/fetch-dataset.ts');
  await fetchDataset(record, options);
}

function namesOf({ origin }: DatasetRecord): string {
  const names = origin?.downloads.map(({ name }) => name) ?? [];
  return names.length === 1 ? names[0]! : `its ${names.length} files`;
}

/** `offline`, else `HOURGLASS_OFFLINE` (anything but empty, 0 and false). */
export function isOffline({ offline }: Pick<ObtainOptions, 'offline'>): boolean {
  return offline ?? !['', '0', 'false'].includes(process.env.HOURGLASS_OFFLINE ?? '');
}

/** One line: what it is and where it is. */
export function sourceLine({ title, embedded }: DatasetRecord, { place, found }: Location): string {
  if (place === 'embedded') return `${title}: embedded (${embedded})`;
  const path = 'archive' in found ? found.archive : dirname(found.paths[0]!);
  return `${title}: ${path} (${place})`;
}

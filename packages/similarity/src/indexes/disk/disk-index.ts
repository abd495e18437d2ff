import type { IdType, Index } from '../contract.ts';
import { createScanRanker } from '../exact/scan-ranker.ts';
import { localIndex } from '../local/local-index.ts';
import {
  type CheckedOptions,
  checkFolder,
  checkOptions,
  type IndexOptions,
  type OpenOptions,
} from '../options.ts';
import { createStore } from './create-store.ts';
import type { DiskRows } from './disk-rows.ts';
import { openStore } from './open-store.ts';
import { saveStore } from './save-store.ts';

export interface DiskIndexOptions<T extends IdType = 'number'> extends IndexOptions<T> {
  /** Where the index is made; created if it is not there. */
  readonly folder: string;
}

/**
 * The exact index in a folder: the default for what is to last. An addition or deletion is on disk when its
 * promise is kept, or not at all. Several processes may search and add at once: they wait for one another,
 * and each search sees what was added before it.
 *
 * A search reads the rows in blocks: memory is bounded, whatever the number of items (some 60 MB of rows and
 * 130 MB of scores, 9 bytes an item for its id, more for strings and payloads). Where it all fits in memory,
 * `openIndex(folder, { kind: 'exact' })` searches faster.
 *
 * @throws {SimilarityError} `STORE_EXISTS`, `STORE_UNUSABLE`, `STORE_BUSY`, and as `createExactIndex`.
 */
export async function createDiskIndex<T extends IdType = 'number'>(
  options: DiskIndexOptions<T>,
): Promise<Index<T>> {
  const checked = checkOptions(options);
  checkFolder(options.folder);
  return indexOver(await createStore(options.folder, 'disk', checked), checked);
}

/** Opens a store as it is, whichever kind of index wrote it. Reads no rows, so it takes milliseconds. */
export async function openDiskIndex<T extends IdType = 'number'>(
  folder: string,
  options: OpenOptions<T> = {},
): Promise<Index<T>> {
  const { rows, facts } = await openStore(folder, options);
  return indexOver(rows, facts);
}

function indexOver<T extends IdType>(rows: DiskRows, facts: CheckedOptions<T>): Index<T> {
  const ranker = createScanRanker(rows.columns, facts.threads);
  const save = (folder: string) => saveStore(folder, 'disk', facts, rows);
  const count = rows.manifest.rows - rows.manifest.gone;
  return localIndex({ ...facts, exact: true, rows, ranker, count, save });
}

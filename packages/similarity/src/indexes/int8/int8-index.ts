import type { IdType, Index } from '../contract.ts';
import { createStore } from '../disk/create-store.ts';
import { openStore } from '../disk/open-store.ts';
import { saveStore } from '../disk/save-store.ts';
import { MemoryRows } from '../exact/memory-rows.ts';
import { localIndex } from '../local/local-index.ts';
import type { Rows } from '../local/rows.ts';
import { type CheckedOptions, checkOptions, type IndexOptions, type OpenOptions } from '../options.ts';
import { createInt8Ranker } from './int8-ranker.ts';

export interface Int8IndexOptions<T extends IdType = 'number'> extends IndexOptions<T> {
  /** Where the whole numbers are kept, as a disk index has them. Default: in memory. */
  readonly folder?: string;
}

/**
 * An exact index that compares all items in 8 bits, and the best of them again in float64. Its answers are those
 * of the exact index: for each query it proves that no other item can be nearer, and looks at more where it
 * cannot. With a `folder`, memory holds a quarter of what the exact index needs, and additions are on disk. It is
 * for memory, not for speed: bytes become float32 on the way, and many candidates are scored twice.
 *
 * @throws {SimilarityError} as `createExactIndex`, and with a folder as `createDiskIndex`.
 */
export async function createInt8Index<T extends IdType = 'number'>(
  options: Int8IndexOptions<T>,
): Promise<Index<T>> {
  const facts = checkOptions(options);
  const { folder } = options;
  if (folder !== undefined) return indexOver(await createStore(folder, 'exact-int8', facts), facts);
  return indexOver(new MemoryRows(facts.measure.width(facts.size), false), facts);
}

/** Opens a saved index: its rows stay on disk, where additions go; in memory they are in 8 bits. */
export async function openInt8Index<T extends IdType = 'number'>(
  folder: string,
  options: OpenOptions<T> = {},
): Promise<Index<T>> {
  const { rows, facts } = await openStore(folder, options);
  return indexOver(rows, facts);
}

async function indexOver<T extends IdType>(rows: Rows, facts: CheckedOptions<T>): Promise<Index<T>> {
  const ranker = createInt8Ranker(rows.width, rows.columns, facts.threads);
  const save = (folder: string) => saveStore(folder, 'exact-int8', facts, rows);
  const { count } = await rows.refresh();
  return localIndex({ ...facts, exact: true, rows, ranker, count, save });
}

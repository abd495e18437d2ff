import type { IdType, Index } from '../contract.ts';
import { openStore } from '../disk/open-store.ts';
import { saveStore } from '../disk/save-store.ts';
import { localIndex } from '../local/local-index.ts';
import { type CheckedOptions, checkOptions, type IndexOptions, type OpenOptions } from '../options.ts';
import { copyToMemory } from './copy-to-memory.ts';
import { createMemoryRanker } from './memory-ranker.ts';
import { MemoryRows } from './memory-rows.ts';

/**
 * An index that compares every query with every item: a matrix product and a partial sort, natively.
 *
 * Ranked in float32, then the candidates again in float64. So it is exact as long as items near the
 * `k`th place differ by more than float32 can tell. Memory: 4 bytes x count x (size + 1), twice that for
 * `bce-symmetric`, and at most some 130 MB more while it searches (the scores of a batch, and how ONNX
 * Runtime rounds them up).
 *
 * After some hundred queries with nothing added or deleted it keeps more, to be faster. Where the codes allow it, rows
 * shortened to the directions that tell the most, up to half of their size: they bound each score, so that few rows
 * need the full comparison; answers are the same. Else, for single queries, a copy of the rows, up to 1 GiB.
 *
 * @example
 * const index = await createExactIndex({ measure: 'l2', size: 2 });
 * await index.add(Uint32Array.of(7, 8), { count: 2, size: 2, data: Float32Array.of(0, 0, 3, 4) });
 * await index.search({ count: 1, size: 2, data: Float32Array.of(0, 0) }, 2);
 * // { k: 2, count: 1, ids: Uint32Array [7, 8], distances: Float32Array [0, 5] }
 *
 * @throws {SimilarityError} `NAME_UNKNOWN` or `SHAPE_MISMATCH` for the measure, `ARGUMENT_INVALID` for size or threads.
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` from the first search, where ONNX Runtime does not load.
 */
export async function createExactIndex<T extends IdType = 'number'>(
  options: IndexOptions<T>,
): Promise<Index<T>> {
  const checked = checkOptions(options);
  return indexOver(new MemoryRows(checked.measure.width(checked.size)), checked);
}

/** Reads a saved index into memory. What is added later is not in the folder before it is saved anew. */
export async function openExactIndex<T extends IdType = 'number'>(
  folder: string,
  options: OpenOptions<T> = {},
): Promise<Index<T>> {
  const { facts, rows: stored } = await openStore(folder, options);
  const rows = await copyToMemory(stored);
  await stored.close();
  return indexOver(rows, facts);
}

async function indexOver<T extends IdType>(rows: MemoryRows, facts: CheckedOptions<T>): Promise<Index<T>> {
  const ranker = createMemoryRanker(rows, facts.threads);
  const save = (folder: string) => saveStore(folder, 'exact', facts, rows);
  const { count } = await rows.refresh();
  return localIndex({ ...facts, exact: true, rows, ranker, count, save });
}

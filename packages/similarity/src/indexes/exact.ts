import { createSession } from '@hourglass/engine/graph';
import { type Codes, checkCodes, checkInteger, checkOnePerRow, rowsOf } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { Measure } from '../measures/measure.ts';
import { type MeasureName, measureFor } from '../measures/measures.ts';
import type { Index, Neighbours, SearchOptions } from './contract.ts';
import { ItemStore } from './item-store.ts';
import { rescore } from './rescore.ts';
import { scan } from './scan.ts';
import { scanGraph } from './scan-graph.ts';

export interface ExactIndexOptions {
  readonly measure: MeasureName | Measure<MeasureName>;
  /** Numbers in a code. */
  readonly size: number;
  /** Threads that a search may use. Default: all cores. */
  readonly threads?: number;
}

/** Queries in a product. ONNX Runtime packs the items anew for each: with 256 it is some 5 % slower, with 64 a third. */
const QUERY_BATCH = 512;
/** Rows prepared at a time, so that a large addition needs little memory besides its own. */
const ITEM_BATCH = 4096;
/** Candidates beyond `k` that are scored again: so many may a rounding error push below the `k`th place. */
const SPARE = 4;

/**
 * An index that compares every query with every item: a matrix product and a partial sort, natively.
 *
 * Ranked in float32, then the candidates again in float64. So it is exact as long as items near the
 * `k`th place differ by more than float32 can tell. Memory: 4 bytes x count x (size + 1), twice that for
 * `bce-symmetric`, and at most some 130 MB more while it searches (the scores of a batch, and how ONNX
 * Runtime rounds them up).
 *
 * @example
 * const index = await createExactIndex({ measure: 'l2', size: 2 });
 * await index.add(Uint32Array.of(7, 8), { count: 2, size: 2, data: Float32Array.of(0, 0, 3, 4) });
 * await index.search({ count: 1, size: 2, data: Float32Array.of(0, 0) }, 2);
 * // { k: 2, count: 1, ids: Uint32Array [7, 8], distances: Float32Array [0, 5] }
 *
 * @throws {SimilarityError} `NAME_UNKNOWN` or `SHAPE_MISMATCH` for the measure, `ARGUMENT_INVALID` for size or threads.
 * @throws {EngineError} `RUNTIME_UNAVAILABLE` where ONNX Runtime does not load.
 */
export async function createExactIndex({ measure: asked, size, threads }: ExactIndexOptions): Promise<Index> {
  checkInteger('size', size, 1);
  const measure = measureFor(asked, size);
  if (threads !== undefined) checkInteger('threads', threads, 1);
  const width = measure.width(size);
  const session = await createSession(scanGraph(width), threads === undefined ? {} : { threads });
  let store: ItemStore | undefined = new ItemStore(width);

  function opened(): ItemStore {
    if (store) return store;
    throw new SimilarityError('INDEX_CLOSED', 'index is closed; allowed: nothing but close.');
  }

  async function add(ids: Uint32Array, codes: Codes): Promise<void> {
    const items = opened();
    checkCodes('codes', codes, measure.range, size);
    items.checkIds(ids, codes.count);
    items.reserve(codes.count);
    for (let start = 0; start < codes.count; start += ITEM_BATCH) {
      const batch = rowsOf(codes, start, start + ITEM_BATCH);
      items.append(ids.subarray(start, start + batch.count), measure.prepareItems(batch));
    }
  }

  async function search(queries: Codes, k: number, { exclude }: SearchOptions = {}): Promise<Neighbours> {
    const items = opened();
    checkCodes('queries', queries, measure.range, size);
    if (exclude) checkOnePerRow('exclude', exclude, queries.count);
    const excluded = positionsOf(exclude, queries.count, items);
    checkK(k, items.count, excluded);

    const blocks = items.blocks();
    const ids = new Uint32Array(queries.count * k);
    const distances = new Float32Array(queries.count * k);
    for (let start = 0; start < queries.count; start += QUERY_BATCH) {
      const rows = rowsOf(queries, start, start + QUERY_BATCH);
      const batch = {
        count: rows.count,
        width,
        queries: measure.prepareQueries(rows),
        excluded: excluded.subarray(start, start + rows.count),
      };
      const candidates = await scan(session, batch, blocks, k + 1 + SPARE); // 1 for the excluded item
      rescore(batch, blocks, candidates, k).forEach((query, score, position, rank) => {
        ids[(start + query) * k + rank] = items.idAt(position);
        distances[(start + query) * k + rank] = measure.distance(score, size);
      });
    }
    return { k, count: queries.count, ids, distances };
  }

  return {
    size,
    get count() {
      return store?.count ?? 0;
    },
    add,
    search,
    async close() {
      if (!store) return;
      store = undefined;
      await session.close();
    },
  };
}

/** The position of each excluded id, or -1 where the index does not hold it. */
function positionsOf(exclude: Uint32Array | undefined, count: number, items: ItemStore): Int32Array {
  return Int32Array.from({ length: count }, (_, row) =>
    exclude ? (items.positionOf(exclude[row]!) ?? -1) : -1,
  );
}

function checkK(k: number, count: number, excluded: Int32Array): void {
  const toFind = excluded.some((position) => position >= 0) ? count - 1 : count;
  if (toFind === 0) {
    const why = count === 0 ? 'is empty' : 'holds only the excluded item';
    throw new SimilarityError('INDEX_EMPTY', `index ${why}; allowed: a search after items were added.`);
  }
  checkInteger(`k (of ${toFind} items to find)`, k, 1, toFind);
}

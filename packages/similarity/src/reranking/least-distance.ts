import { type Codes, checkCodes, checkInteger } from '../codes.ts';
import type { IdType, Neighbours, SearchOptions } from '../indexes/contract.ts';
import { allDistances } from '../measures/all-distances.ts';
import { best } from './best.ts';
import { type Collection, checkCollection, type Reranked, searcherOver } from './collection.ts';
import { pick } from './pick.ts';

export interface LeastOptions {
  /** Codes of one query, side by side: of the query as it is first, then of what it may be as well. Default: 1. */
  readonly variants?: number;
  /** Nearest items that are ranked anew, where more than `k`. Default: 100. */
  readonly pool?: number;
}

/**
 * Queries that may be several things: a picture as it is and moved by a pixel or two, say. Items near to the
 * query as it is are ranked by their least distance to any of its variants. A query is a row of
 * variants x size numbers; what is beyond the pool is never seen, so variants should be near to the query.
 *
 * Costs variants x pool distances a query, in JavaScript.
 *
 * @throws {SimilarityError} `INDEX_EMPTY`, `ARGUMENT_INVALID`, `SHAPE_MISMATCH`.
 */
export async function overLeastDistance<T extends IdType>(
  collection: Collection<T>,
  { variants = 1, pool = 100 }: LeastOptions = {},
): Promise<Reranked<T>> {
  const checked = checkCollection(collection);
  const { index, ids, codes, measure } = checked;
  const { size } = codes;
  checkInteger('variants', variants, 1);
  checkInteger('pool', pool, 1);

  async function search(
    queries: Codes,
    k: number,
    options: Pick<SearchOptions<T>, 'exclude'> = {},
  ): Promise<Neighbours<T>> {
    checkCodes('queries', queries, measure.range, variants * size);
    const toFind = index.count - (options.exclude ? 1 : 0);
    const nearest = await index.search(
      asTheyAre(queries, size),
      Math.max(k, Math.min(pool, toFind)),
      options,
    );
    return best(checked, nearest, k, (query, rows) => {
      const start = query * queries.size;
      const data = queries.data.subarray(start, start + queries.size);
      const distances = allDistances(measure, { count: variants, size, data }, pick(codes, rows));
      return least(distances, rows.length);
    });
  }

  const searcher = searcherOver(index, search, variants * size);
  return { ids, codes, measure, index: searcher, close: async () => {} };
}

/** The first code of each query. */
function asTheyAre(queries: Codes, size: number): Codes {
  const data = new Float32Array(queries.count * size);
  for (let row = 0; row < queries.count; row++) {
    data.set(queries.data.subarray(row * queries.size, row * queries.size + size), row * size);
  }
  return { count: queries.count, size, data };
}

/** The smallest of each column. */
function least(distances: Float64Array, columns: number): Float64Array {
  const smallest = distances.slice(0, columns);
  for (const [i, distance] of distances.entries()) {
    smallest[i % columns] = Math.min(smallest[i % columns]!, distance);
  }
  return smallest;
}

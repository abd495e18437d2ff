import { type Codes, checkCodes } from '../../codes.ts';
import { innerProduct } from '../../measures/inner-product.ts';
import type { Prepared } from '../../measures/measure.ts';
import type { IdOf, IdType, Neighbours, SearchOptions } from '../contract.ts';
import { checkK } from '../local/check-k.ts';
import { checkIds, collectIds } from '../local/ids.ts';
import type { CheckedOptions } from '../options.ts';
import { idsLetThrough, idsThere } from './lance-ids.ts';
import type { LanceTable } from './load.ts';
import { callers } from './on-lance.ts';

type Id = IdOf<IdType>;

/** Candidates beyond `k` that are scored again in float64. */
const SPARE = 4;

/** Compares each query with all rows, by LanceDB's inner product, and scores the best again. */
export async function searchLance<T extends IdType>(
  table: LanceTable,
  { measure, size, idType }: CheckedOptions<T>,
  queries: Codes,
  k: number,
  { exclude, filter }: SearchOptions<T>,
): Promise<Neighbours<T>> {
  checkCodes('queries', queries, measure.range, size);
  if (exclude) checkIds('exclude', exclude, idType, queries.count);
  const held = await table.countRows();
  const allowed = filter && (await idsLetThrough(table, callers(filter)));
  const excludable = exclude ? await idsThere(table, exclude) : new Set<Id>();
  const oneExcluded = [...excludable].some((id) => !allowed || allowed.has(id));
  checkK(k, { held, allowed: allowed ? allowed.size : held, oneExcluded });

  const prepared = measure.prepareQueries(queries);
  const found: Found[] = [];
  for (let row = 0; row < queries.count; row++) {
    const query = queryAt(prepared, row, measure.width(size));
    const mayBeFound = (id: Id) => id !== exclude?.[row] && (!allowed || allowed.has(id));
    found.push(...(await nearest(table, query, k, held, mayBeFound)));
  }
  return {
    k,
    count: queries.count,
    ids: collectIds(idType, found.length, (place) => found[place]!.id),
    distances: Float32Array.from(found, ({ score }) => measure.distance(score, size)),
  };
}

interface Found {
  readonly id: Id;
  readonly score: number;
}

interface Query {
  /** As a row is: what is multiplied by the two columns of the bias is 1. */
  readonly vector: Float32Array;
  readonly bias: number;
}

function queryAt({ vectors, bias }: Prepared, row: number, width: number): Query {
  const vector = new Float32Array(width + 2).fill(1);
  vector.set(vectors.subarray(row * width, (row + 1) * width));
  return { vector, bias: bias[row]! };
}

/** The best `k` that may be found; more and more are asked for until there are so many. */
async function nearest(
  table: LanceTable,
  query: Query,
  k: number,
  held: number,
  mayBeFound: (id: Id) => boolean,
): Promise<Found[]> {
  for (let limit = k + 1 + SPARE; ; limit *= 4) {
    const rows = await table
      .vectorSearch(query.vector)
      .distanceType('dot')
      .bypassVectorIndex()
      .limit(Math.min(limit, held))
      .select(['id', 'vector', '_distance'])
      .toArrow();
    const [ids, vectors] = [rows.getChild('id')!, rows.getChild('vector')!];
    const found: Found[] = [];
    for (let row = 0; row < rows.numRows; row++) {
      const id = ids.get(row) as Id;
      if (mayBeFound(id)) found.push({ id, score: scoreOf(query, vectors.get(row).toArray()) });
    }
    if (found.length >= k + SPARE || limit >= held)
      return found.sort((a, b) => b.score - a.score).slice(0, k);
  }
}

function scoreOf({ vector, bias }: Query, row: Float32Array): number {
  const width = vector.length - 2;
  return innerProduct(vector, 0, row, 0, width) + bias + (row[width]! + row[width + 1]!);
}

import type { IdOf, IdsOf, IdType, Neighbours } from '../indexes/contract.ts';
import { collectIds } from '../indexes/local/ids.ts';
import type { Checked } from './collection.ts';

/** New distances of a query's candidates, from their rows and distances, nearest first. */
export type RankAnew = (query: number, rows: Uint32Array, distances: Float32Array) => Float64Array;

/** The `k` that come first when each query's candidates have new distances; of equal ones the nearer first. */
export function best<T extends IdType>(
  { index, ids, rowsOf: rowsFound }: Checked<T>,
  nearest: Neighbours<T>,
  k: number,
  rank: RankAnew,
): Neighbours<T> {
  const { k: depth, count } = nearest;
  const rows = rowsFound(nearest);
  const chosen = new Uint32Array(count * k);
  const distances = new Float32Array(count * k);
  for (let query = 0; query < count; query++) {
    const [start, end] = [query * depth, (query + 1) * depth];
    const anew = rank(query, rows.subarray(start, end), nearest.distances.subarray(start, end));
    const order = Array.from(anew.keys()).sort((a, b) => anew[a]! - anew[b]! || a - b);
    for (const [place, candidate] of order.slice(0, k).entries()) {
      chosen[query * k + place] = rows[start + candidate]!;
      distances[query * k + place] = anew[candidate]!;
    }
  }
  const idAt = (place: number) => (ids as IdsOf<IdType>)[chosen[place]!] as IdOf<IdType>;
  return { k, count, ids: collectIds(index.idType, chosen.length, idAt), distances };
}

import { type Codes, checkCodes, rowsOf } from '../../codes.ts';
import type { IdsOf, IdType, Neighbours, SearchOptions } from '../contract.ts';
import { checkK } from './check-k.ts';
import { checkIds, collectIds } from './ids.ts';
import type { LocalParts } from './local-parts.ts';
import type { Roster } from './roster.ts';

/** Queries in a product. ONNX Runtime packs the items anew for each: with 256 it is some 5 % slower, with 64 a third. */
const QUERY_BATCH = 512;

/** The search of all local indexes: checks, batches of queries, and ids in place of positions. */
export async function searchRows<T extends IdType>(
  { measure, size, idType, rows, ranker }: LocalParts<T>,
  queries: Codes,
  k: number,
  { exclude, filter }: SearchOptions<T>,
): Promise<Neighbours<T>> {
  checkCodes('queries', queries, measure.range, size);
  if (exclude) checkIds('exclude', exclude, idType, queries.count);
  const roster = await rows.refresh();
  const excluded = positionsOf(exclude, queries.count, roster);
  const allowed = filter && roster.allowed(filter);
  const mayBeFound = (position: number) => position >= 0 && (!allowed || allowed.mask[position] === 1);
  checkK(k, {
    held: roster.count,
    allowed: allowed ? allowed.count : roster.count,
    oneExcluded: excluded.some(mayBeFound),
  });

  const positions = new Uint32Array(queries.count * k);
  const distances = new Float32Array(queries.count * k);
  for (let start = 0; start < queries.count; start += QUERY_BATCH) {
    const batch = rowsOf(queries, start, start + QUERY_BATCH);
    const { count } = batch;
    const best = await ranker.rank(
      {
        count,
        width: measure.width(size),
        queries: measure.prepareQueries(batch),
        excluded: excluded.subarray(start, start + count),
      },
      rows,
      { k, roster, allowed },
    );
    best.forEach((query, score, position, rank) => {
      positions[(start + query) * k + rank] = position;
      distances[(start + query) * k + rank] = measure.distance(score, size);
    });
  }
  const ids = collectIds(idType, positions.length, (place) => roster.idAt(positions[place]!));
  return { k, count: queries.count, ids, distances };
}

/** The position of each excluded id, or -1 where the index does not hold it. */
function positionsOf(exclude: IdsOf<IdType> | undefined, count: number, roster: Roster): Int32Array {
  return Int32Array.from({ length: count }, (_, row) =>
    exclude ? (roster.positionOf(exclude[row]!) ?? -1) : -1,
  );
}

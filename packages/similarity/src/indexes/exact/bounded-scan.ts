import type { Session } from '@hourglass/engine/graph';
import { innerProduct } from '../../measures/inner-product.ts';
import type { QueryBatch } from '../local/ranker.ts';
import { type FindBlock, rowIn } from '../local/rows.ts';
import { Shortlist } from '../local/shortlist.ts';
import { scanColumns } from './scan-columns.ts';
import type { ShortRows } from './short-rows.ts';

export interface Bounded {
  /** Of each query the best `k` that were looked at, by their score in float64. */
  readonly best: Shortlist;
  /** Queries for which it is not certain that nothing better was left out. */
  readonly open: readonly number[];
}

/**
 * The best `k` of the `candidates` rows whose bound is the largest. They are the best of all where the bound of
 * the last candidate is below the score of the last of the best: whatever was left out has a lower bound still.
 */
export async function boundedScan(
  session: Session,
  batch: QueryBatch,
  short: ShortRows,
  find: FindBlock,
  k: number,
  candidates: number,
): Promise<Bounded> {
  const { count, width, queries } = batch;
  const { queries: shortened, offsets } = await short.shorten(queries.vectors);
  const bounds = await scanColumns(session, batch, shortened, short.blocks, candidates);
  const best = new Shortlist(count, k);
  const lastBound = new Float64Array(count).fill(-Infinity);
  bounds.forEach((query, bound, position, rank) => {
    const most = bound + offsets[query]! + queries.bias[query]! + short.biasError;
    if (rank === candidates - 1) lastBound[query] = most;
    if (most < best.least(query)) return;
    const block = find(position);
    const row = rowIn(block, position);
    const product = innerProduct(queries.vectors, query * width, block.matrix, row * (width + 1), width);
    best.offer(query, product + queries.bias[query]! + block.bias[row]!, position);
  });
  const open: number[] = [];
  for (let query = 0; query < count; query++) if (lastBound[query]! >= best.least(query)) open.push(query);
  return { best, open };
}

import { innerProduct } from '../../measures/inner-product.ts';
import type { QueryBatch } from './ranker.ts';
import { type FindBlock, rowIn } from './rows.ts';
import { Shortlist } from './shortlist.ts';

/**
 * The best `k` of the candidates by their score in float64.
 *
 * Candidates are ranked in float32 or less, where a bias may be thousands of times the difference of two
 * neighbours. Scores taken again from the prepared vectors put that order right, and make distances good
 * to 1e-5.
 */
export function rescore(
  { count, width, queries }: QueryBatch,
  columns: number,
  find: FindBlock,
  candidates: Shortlist,
  k: number,
): Shortlist {
  const best = new Shortlist(count, k);
  candidates.forEach((query, _, position) => {
    const block = find(position);
    const row = rowIn(block, position);
    const product = innerProduct(queries.vectors, query * width, block.matrix, row * columns, width);
    best.offer(query, product + queries.bias[query]! + block.bias[row]!, position);
  });
  return best;
}

import { innerProduct } from '../measures/inner-product.ts';
import { type Block, blockOf } from './item-store.ts';
import type { QueryBatch } from './scan.ts';
import { Shortlist } from './shortlist.ts';

/**
 * The best `k` of the candidates by their score in float64.
 *
 * The scan ranks in float32, where a bias may be thousands of times the difference of two neighbours.
 * Scores taken again from the same vectors put that order right, and make distances good to 1e-5.
 */
export function rescore(
  { count, width, queries }: QueryBatch,
  blocks: readonly Block[],
  candidates: Shortlist,
  k: number,
): Shortlist {
  const best = new Shortlist(count, k);
  candidates.forEach((query, _, position) => {
    const block = blockOf(blocks, position);
    const row = position - block.start;
    const product = innerProduct(queries.vectors, query * width, block.matrix, row * (width + 1), width);
    best.offer(query, product + queries.bias[query]! + block.bias[row]!, position);
  });
  return best;
}

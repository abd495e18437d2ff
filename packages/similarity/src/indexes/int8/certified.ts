import type { QueryBatch } from '../local/ranker.ts';
import type { Shortlist } from '../local/shortlist.ts';
import type { Int8Block } from './int8-block.ts';

/**
 * For each query, whether the best of the candidates are the best of all.
 *
 * A row v that is kept as v' has lost d = v - v', and q.v - q.v' = q.d = (q x steps).(d / steps), which is at most
 * |q x steps| |d / steps| (Cauchy and Schwarz). Rows that are no candidates have a score from 8 bits of at most
 * the lowest candidate's. So if that and the bound stay below the `k`th exact score, none of them belongs to
 * the answer.
 *
 * @param all whether all rows are candidates.
 */
export function certified(
  batch: QueryBatch,
  blocks: readonly Int8Block[],
  candidates: Shortlist,
  best: Shortlist,
  { k, all }: { readonly k: number; readonly all: boolean },
): boolean[] {
  const lowest = new Float64Array(batch.count).fill(Number.POSITIVE_INFINITY);
  candidates.forEach((query, score) => {
    lowest[query] = score; // the last one is the lowest
  });
  const kth = new Float64Array(batch.count).fill(Number.NEGATIVE_INFINITY);
  best.forEach((query, score, _, rank) => {
    if (rank === k - 1) kth[query] = score - batch.queries.bias[query]!;
  });
  return Array.from(
    lowest,
    (score, query) => all || score + largestError(batch, query, blocks) < kth[query]!,
  );
}

function largestError({ width, queries }: QueryBatch, query: number, blocks: readonly Int8Block[]): number {
  const vector = queries.vectors.subarray(query * width, (query + 1) * width);
  let largest = 0;
  for (const { steps, worstLoss, longest, largestBias } of blocks) {
    let [stepped, length] = [0, 0];
    for (const [i, value] of vector.entries()) {
      stepped += (value * steps[i]!) ** 2;
      length += value * value;
    }
    const rounding = (width + 4) * 2 ** -24 * (Math.sqrt(length) * longest + largestBias);
    largest = Math.max(largest, Math.sqrt(stepped) * worstLoss + rounding);
  }
  return largest;
}

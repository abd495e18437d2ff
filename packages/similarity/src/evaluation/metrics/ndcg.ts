import { hits, type Metric } from './metric.ts';

/** Discounted cumulative gain: a hit at rank r counts 1 / log2(r + 1). */
function gain(all: readonly boolean[]): number {
  let sum = 0;
  for (const [rank, hit] of all.entries()) if (hit) sum += 1 / Math.log2(rank + 2);
  return sum;
}

/** As trec_eval's ndcg_cut and MTEB's ndcg_at_k. Jaervelin and Kekaelaeinen, ACM TOIS 2002. */
export const ndcgAtK: Metric = {
  description: 'gain of the hits, discounted by rank, of what is possible',
  better: 'higher',
  score: (ranking, { at }) =>
    gain(hits(ranking, at)) / gain(new Array(Math.min(at, ranking.relevant)).fill(true)),
};

/** As MTEB's mrr_at_k. */
export const mrrAtK: Metric = {
  description: '1 / rank of the first hit, 0 if there is none among the nearest',
  better: 'higher',
  score(ranking, { at }) {
    if (ranking.relevant === 0) return Number.NaN;
    const first = hits(ranking, at).indexOf(true);
    return first < 0 ? 0 : 1 / (first + 1);
  },
};

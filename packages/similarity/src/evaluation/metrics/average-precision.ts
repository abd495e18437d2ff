import { hits, type Metric, precisionsAtHits } from './metric.ts';

/**
 * Mean average precision at R: like R-precision, but earlier hits count more. Musgrave, Belongie and Lim,
 * "A Metric Learning Reality Check", ECCV 2020.
 */
export const mapAtR: Metric = {
  description: 'mean of the precisions at the hits among the R nearest, misses counting 0',
  better: 'higher',
  looksAtAllRelevant: true,
  score: (ranking) => precisionsAtHits(hits(ranking, ranking.relevant)) / ranking.relevant,
};

/** As trec_eval's map_cut and MTEB's map_at_k: divided by all relevant, so at most at / R. */
export const mapAtK: Metric = {
  description: 'sum of the precisions at the hits among the nearest, divided by all relevant',
  better: 'higher',
  score: (ranking, { at }) => precisionsAtHits(hits(ranking, at)) / ranking.relevant,
};

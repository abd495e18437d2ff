import { count, hits, type Metric } from './metric.ts';

/** As information retrieval has it, and MTEB as recall_at_k: at most at / R. */
export const recallAtK: Metric = {
  description: 'share of the items of its class that are among the nearest',
  better: 'higher',
  score: (ranking, { at }) => count(hits(ranking, at)) / ranking.relevant,
};

/** What papers on metric learning call Recall@K, and MTEB cv_recall_at_k. */
export const hitAtK: Metric = {
  description: "whether any of the nearest has the query's label; Recall@K of metric learning",
  better: 'higher',
  score: (ranking, { at }) =>
    ranking.relevant === 0 ? Number.NaN : Number(hits(ranking, at).includes(true)),
};

import { count, hits, type Metric } from './metric.ts';

export const precisionAtK: Metric = {
  description: "share of the nearest with the query's label",
  better: 'higher',
  score: (ranking, { at }) => (ranking.relevant === 0 ? Number.NaN : count(hits(ranking, at)) / at),
};

/** Precision at R, where R is the number of items of the query's class: 1 if all of them come first. */
export const rPrecision: Metric = {
  description: "share of the R nearest with the query's label, R being all that have it",
  better: 'higher',
  looksAtAllRelevant: true,
  score: (ranking) => count(hits(ranking, ranking.relevant)) / ranking.relevant,
};

import type { Judged } from './judged.ts';
import { knnAccuracy } from './knn-accuracy.ts';
import { precisionAtK } from './precision-at-k.ts';

export type MetricName = 'precision-at-k' | 'knn-accuracy';

export interface Metric {
  readonly description: string;
  readonly better: 'higher' | 'lower';
  compute(judged: Judged, k: number): number;
}

/** All metrics. They judge neighbours that were found before, so a new one needs no new search. */
export const metrics: { readonly [Name in MetricName]: Metric } = Object.freeze({
  'precision-at-k': Object.freeze({
    description: "share of the k nearest with the query's label",
    better: 'higher',
    compute: precisionAtK,
  }),
  'knn-accuracy': Object.freeze({
    description: 'share of queries labelled right by the majority of their k nearest',
    better: 'higher',
    compute: knnAccuracy,
  }),
});

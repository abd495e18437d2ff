import { SimilarityError } from '../../errors.ts';
import { mapAtK, mapAtR } from './average-precision.ts';
import { knnAccuracy, weightedKnnAccuracy } from './knn.ts';
import type { Metric } from './metric.ts';
import { mrrAtK, ndcgAtK } from './ndcg.ts';
import { precisionAtK, rPrecision } from './precision.ts';
import { hitAtK, recallAtK } from './recall.ts';

export type MetricName =
  | 'precision-at-k'
  | 'hit-at-k'
  | 'recall-at-k'
  | 'ndcg-at-k'
  | 'map-at-k'
  | 'mrr-at-k'
  | 'r-precision'
  | 'map-at-r'
  | 'knn-accuracy'
  | 'weighted-knn-accuracy';

/** Metrics that look at a few neighbours only. */
export type DefaultMetricName = Exclude<MetricName, 'r-precision' | 'map-at-r'>;

/** All metrics. They judge neighbours that were found before: to add one is a file, its name and a row here. */
export const metrics: { readonly [Name in MetricName]: Metric } = Object.freeze({
  'precision-at-k': precisionAtK,
  'hit-at-k': hitAtK,
  'recall-at-k': recallAtK,
  'ndcg-at-k': ndcgAtK,
  'map-at-k': mapAtK,
  'mrr-at-k': mrrAtK,
  'r-precision': rPrecision,
  'map-at-r': mapAtR,
  'knn-accuracy': knnAccuracy,
  'weighted-knn-accuracy': weightedKnnAccuracy,
});

export const metricNames = Object.freeze(Object.keys(metrics)) as readonly MetricName[];

export const defaultMetricNames = metricNames.filter(
  (name) => !metrics[name].looksAtAllRelevant,
) as readonly MetricName[] as readonly DefaultMetricName[];

/** @throws {SimilarityError} `NAME_UNKNOWN`. */
export function checkMetricNames(names: readonly string[]): void {
  for (const name of names) {
    if (Object.hasOwn(metrics, name)) continue;
    const message = `metric '${name}' is unknown; allowed: ${metricNames.join(', ')}.`;
    throw new SimilarityError('NAME_UNKNOWN', message);
  }
}

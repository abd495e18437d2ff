export type { Codes, ValueRange } from './codes.ts';
export { SimilarityError, type SimilarityErrorCode } from './errors.ts';
export type { BootstrapOptions, Interval, Intervals } from './evaluation/bootstrap.ts';
export { type ClusterOptions, clusterCodes } from './evaluation/clusters/cluster-codes.ts';
export { type VMeasure, vMeasure } from './evaluation/clusters/v-measure.ts';
export type { Confusion } from './evaluation/confusion.ts';
export { type Evaluation, evaluateCodes } from './evaluation/evaluate-codes.ts';
export type { JudgedLabels } from './evaluation/label-judge.ts';
export type { Labels } from './evaluation/labels.ts';
export type { Depths, Metric, Ranking } from './evaluation/metrics/metric.ts';
export { type DefaultMetricName, type MetricName, metrics } from './evaluation/metrics/metrics.ts';
export type { EvaluateOptions, LabelledCodes } from './evaluation/options.ts';
export type { Prediction } from './evaluation/probes/judge-labels.ts';
export {
  type FewShotOptions,
  type FewShotProbe,
  fewShotProbe,
  type LabelledRows,
  linearProbe,
  type Probe,
  type ProbeOptions,
} from './evaluation/probes/probes.ts';
export type { ClassRow, Scores } from './evaluation/summarise.ts';
export type {
  AddOptions,
  IdOf,
  IdsOf,
  IdType,
  Index,
  Neighbours,
  Payload,
  Searcher,
  SearchOptions,
} from './indexes/contract.ts';
export { createDiskIndex, type DiskIndexOptions } from './indexes/disk/disk-index.ts';
export { readVectors, type StoredVectors } from './indexes/disk/read-vectors.ts';
export { createExactIndex } from './indexes/exact/exact-index.ts';
export { type IndexKind, indexes, openIndex } from './indexes/indexes.ts';
export { createInt8Index, type Int8IndexOptions } from './indexes/int8/int8-index.ts';
export type { DurableIndexName, IndexName, MemoryIndexName } from './indexes/names.ts';
export type { IndexOptions, OpenOptions } from './indexes/options.ts';
export { fitMapping, type Mapping, type MappingName, mappingNames } from './mappings/mappings.ts';
export { allDistances } from './measures/all-distances.ts';
export { BCE_EPSILON } from './measures/cross-entropy.ts';
export { ceilingOf, liftItems, liftQueries } from './measures/lift.ts';
export type { Measure, Prepared } from './measures/measure.ts';
export { type MeasureName, measureNamed, measures } from './measures/measures.ts';
export { measuresFor } from './measures/measures-for.ts';
export { weightedMeasure } from './measures/weighted.ts';
export { type AverageOptions, averageItems } from './reranking/average-items.ts';
export type { Collection, Reranked } from './reranking/collection.ts';
export { type ExpandOptions, expandQueries } from './reranking/expand-queries.ts';
export type { ReciprocalOptions } from './reranking/k-reciprocal.ts';
export type { LeastOptions } from './reranking/least-distance.ts';
export {
  type Reranking,
  type RerankingName,
  type RerankingOptions,
  rerankings,
} from './reranking/rerankings.ts';

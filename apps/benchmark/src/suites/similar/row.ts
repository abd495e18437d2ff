import type { Interval, MeasureName, RerankingName } from '@hourglass/similarity';

/** What the neighbours of all queries are worth, by one set of labels. All shares are 0..1. */
export interface SimilarFigures {
  readonly precisionAt10: number;
  /** The same of the queries that are not in the training split too, where the catalogue lists such leaks. */
  readonly cleanPrecisionAt10?: number;
  /** Bootstrap over the queries, 95 %. */
  readonly precisionInterval: Interval;
  readonly knnAccuracy: number;
  /** Of the first `mapQueries` queries. Not of answers that are ranked anew. */
  readonly mapAtR?: number;
}

export interface SimilarRow {
  /** Encoder, measure and step, such as `pca-64 cosine, k-reciprocal`. */
  readonly name: string;
  readonly codeSize: number;
  readonly measure: MeasureName;
  /** How numbers beyond 0..1 were brought there for BCE. */
  readonly mapping?: string;
  /** The step upon the search, and the row without it. */
  readonly reranking?: { readonly step: RerankingName; readonly of: string };
  /** Neighbours that vote. */
  readonly k: number;
  readonly items: number;
  readonly queries: number;
  readonly mapQueries: number;
  /** By set of labels, `fine` first. */
  readonly figures: Readonly<Record<string, SimilarFigures>>;
  readonly fitSeconds: number;
  readonly encode: { readonly images: number; readonly seconds: number };
  /** Seconds of what is done once: the index is filled, and the step prepared. */
  readonly onceSeconds: number;
  readonly queriesPerSecond: number;
}

import type { Prepared } from '../../measures/measure.ts';
import type { AddOptions } from '../contract.ts';
import type { Allowed, Roster } from './roster.ts';
import type { Rows } from './rows.ts';
import type { Shortlist } from './shortlist.ts';

/** A batch of queries, ready for the product. */
export interface QueryBatch {
  readonly count: number;
  /** Numbers in a prepared vector. */
  readonly width: number;
  readonly queries: Prepared;
  /** The position that may not be in the answer to each query, or -1. */
  readonly excluded: Int32Array;
}

/** Some queries of a batch. */
export function part({ width, queries, excluded }: QueryBatch, chosen: readonly number[]): QueryBatch {
  const vectors = new Float32Array(chosen.length * width);
  for (const [to, query] of chosen.entries()) {
    vectors.set(queries.vectors.subarray(query * width, (query + 1) * width), to * width);
  }
  return {
    count: chosen.length,
    width,
    queries: { vectors, bias: Float64Array.from(chosen, (query) => queries.bias[query]!) },
    excluded: Int32Array.from(chosen, (query) => excluded[query]!),
  };
}

export interface RankOptions {
  readonly k: number;
  readonly roster: Roster;
  /** Which positions may be found; all that are not deleted if absent. There are at least `k`. */
  readonly allowed: Allowed | undefined;
}

/** Finds the rows with the largest scores: what makes one kind of index another. */
export interface Ranker {
  /** The best `k` of each query, by their score in float64. */
  rank(batch: QueryBatch, rows: Rows, options: RankOptions): Promise<Shortlist>;
  /** Takes in the rows that it does not know of yet, where it keeps something of its own for each. */
  catchUp?(rows: Rows, onProgress?: AddOptions['onProgress']): Promise<void>;
  close(): Promise<void>;
}

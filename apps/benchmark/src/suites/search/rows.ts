import type { SearchCodes } from './codes.ts';
import type { Contender } from './contenders.ts';
import type { SearchRow, Work } from './row.ts';
import type { SearchSet } from './sizes.ts';
import type { Entry } from './turns.ts';

/** Neighbours of each query. */
export const K = 10;

/** Why contenders have no figures. */
export type Missing = Map<Contender, Pick<SearchRow, 'skipped' | 'failed'>>;

/** One comparison, measured. */
export interface Measured {
  readonly set: SearchSet;
  readonly threads: number;
  /** All that were asked for: those that came, and those that are missing. */
  readonly contenders: readonly Contender[];
  readonly entries: readonly Entry[];
  readonly missing: Missing;
  readonly codes: Pick<SearchCodes, 'items' | 'queries'>;
}

/** The rows of one comparison, in the order of its contenders. */
export function rowsOf(
  exercise: string,
  work: Work,
  { set, threads, contenders, entries, missing, codes }: Measured,
): SearchRow[] {
  const truth = entries.find(({ contender }) => contender.name === 'exact')?.found;
  return contenders.map((contender) => {
    const row = { name: `${exercise}, ${contender.name}`, exercise, contender: contender.name };
    const entry = entries.find((one) => one.contender === contender);
    if (!entry) return { ...row, ...missing.get(contender), rounds: [] };
    const { started, found, rounds, memoryBytes } = entry;
    const { count, size } = set;
    const recall = truth && { recall: recallOf(found, truth, codes, size) };
    const facts = { work, count, size, threads, k: K, memoryBytes };
    return { ...row, ...facts, ...recall, ...started, rounds: rounds[work] };
  });
}

/** Scores that differ by less are the same: sums of float32 in another order. */
const ROUNDING = 1e-6;

/**
 * The share of found items that are as near as the true neighbours, as ann-benchmarks counts it: of equal items,
 * and a million codes of moved pictures have many, any may be the tenth.
 */
export function recallOf(
  found: Int32Array,
  truth: Int32Array,
  { items, queries }: Measured['codes'],
  size: number,
): number {
  const score = (query: number, row: number) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += queries[query * size + i]! * items[row * size + i]!;
    return sum;
  };
  let hits = 0;
  for (let start = 0; start < truth.length; start += K) {
    const query = start / K;
    const tenth = Math.min(...Array.from(truth.subarray(start, start + K), (row) => score(query, row)));
    const different = new Set(found.subarray(start, start + K));
    for (const row of different) if (row >= 0 && score(query, row) >= tenth - ROUNDING) hits++;
  }
  return hits / truth.length;
}

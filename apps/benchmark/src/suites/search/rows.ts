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
}

/** The rows of one comparison, in the order of its contenders. */
export function rowsOf(
  exercise: string,
  work: Work,
  { set, threads, contenders, entries, missing }: Measured,
): SearchRow[] {
  const truth = entries.find(({ contender }) => contender.name === 'exact')?.found;
  return contenders.map((contender) => {
    const row = { name: `${exercise}, ${contender.name}`, exercise, contender: contender.name };
    const entry = entries.find((one) => one.contender === contender);
    if (!entry) return { ...row, ...missing.get(contender), rounds: [] };
    const { started, found, rounds, memoryBytes } = entry;
    const { count, size } = set;
    const recall = truth && { recall: recallOf(found, truth) };
    const facts = { work, count, size, threads, k: K, memoryBytes };
    return { ...row, ...facts, ...recall, ...started, rounds: rounds[work] };
  });
}

/** The share of the true neighbours that are among the found ones. */
function recallOf(found: Int32Array, truth: Int32Array): number {
  let hits = 0;
  for (let start = 0; start < truth.length; start += K) {
    const wanted = new Set(truth.subarray(start, start + K));
    for (const row of found.subarray(start, start + K)) if (wanted.has(row)) hits++;
  }
  return hits / truth.length;
}

import type { Values } from './judge.ts';
import type { Labels } from './labels.ts';
import type { MetricName } from './metrics/metrics.ts';

/** Means over queries; NaN if none could be judged. */
export type Scores<M extends MetricName = MetricName> = Readonly<Record<M, number>>;

/** The scores of the queries of one class. */
export interface ClassRow<M extends MetricName = MetricName> {
  readonly label: number;
  readonly queries: number;
  readonly scores: Scores<M>;
}

/** The mean of those that are numbers. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  let judged = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    judged++;
  }
  return sum / judged;
}

/** The same with each metric's values. */
export function eachMetric<M extends MetricName, R>(
  values: Values<M>,
  work: (values: Float64Array) => R,
): Readonly<Record<M, R>> {
  const entries = Object.entries<Float64Array>(values).map(([name, all]) => [name, work(all)]);
  return Object.fromEntries(entries) as Record<M, R>;
}

export const scoresOf = <M extends MetricName>(values: Values<M>): Scores<M> => eachMetric(values, meanOf);

/** A row for each class that queries are of, by ascending label. */
export function classRows<M extends MetricName>(values: Values<M>, labels: Labels): ClassRow<M>[] {
  const members = new Map<number, number[]>();
  for (const [query, label] of labels.entries()) {
    const row = members.get(label);
    if (row) row.push(query);
    else members.set(label, [query]);
  }
  return [...members]
    .sort(([a], [b]) => a - b)
    .map(([label, queries]) => ({
      label,
      queries: queries.length,
      scores: eachMetric(values, (all) => meanOf(Float64Array.from(queries, (query) => all[query]!))),
    }));
}

import type { IdOf, IdsOf, IdType, Neighbours } from '../indexes/contract.ts';
import type { ItemLabels } from './labels.ts';
import type { Depths, Ranking } from './metrics/metric.ts';
import { type MetricName, metrics } from './metrics/metrics.ts';

/** Queries whose neighbours were found, with what is needed to judge them. */
export interface Asked {
  readonly neighbours: Neighbours<IdType>;
  /** The label of query `i` is at `start + i`. */
  readonly labels: ArrayLike<number>;
  readonly start: number;
  /** The ids of queries that were excluded from their own neighbours, placed as labels are. */
  readonly excluded: IdsOf<IdType> | undefined;
}

/** One value a query for each metric, 0 to 1; NaN where there is no item of the query's class. */
export type Values<M extends MetricName = MetricName> = Readonly<Record<M, Float64Array>>;

export const noValues = <M extends MetricName>(names: readonly M[], queries: number) =>
  Object.fromEntries(names.map((name) => [name, new Float64Array(queries)])) as Values<M>;

/** Judges every query by itself, and writes what metrics say of it. */
export function judge<M extends MetricName>(
  asked: Asked,
  items: ItemLabels,
  depths: Depths,
  values: Values<M>,
): void {
  for (let query = 0; query < asked.neighbours.count; query++) {
    const ranking = rankingOf(asked, items, query);
    for (const [name, all] of Object.entries<Float64Array>(values)) {
      all[asked.start + query] = metrics[name as M].score(ranking, depths);
    }
  }
}

function rankingOf(
  { neighbours, labels, start, excluded }: Asked,
  items: ItemLabels,
  query: number,
): Ranking {
  const { k, ids, distances } = neighbours;
  const wanted = labels[start + query]!;
  const found: number[] = [];
  for (let i = query * k; i < (query + 1) * k; i++) found.push(items.labelOf(ids[i]!));
  const relevant = relevantTo(wanted, excluded?.[start + query], items);
  return { labels: found, distances: distances.subarray(query * k, (query + 1) * k), wanted, relevant };
}

/** Items with this label, without the query itself if it is one of them and was excluded. */
export function relevantTo(wanted: number, excluded: IdOf<IdType> | undefined, items: ItemLabels): number {
  const isItem = excluded !== undefined && items.has(excluded) && items.labelOf(excluded) === wanted;
  return items.countOf(wanted) - (isItem ? 1 : 0);
}

import { checkInteger } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { IdType } from '../indexes/contract.ts';
import { checkIds } from '../indexes/local/ids.ts';
import { fitMapping } from '../mappings/mappings.ts';
import type { MeasureName } from '../measures/measures.ts';
import { findAll } from './find-all.ts';
import { type JudgedLabels, LabelJudge } from './label-judge.ts';
import { checkLabels, ItemLabels } from './labels.ts';
import type { Depths } from './metrics/metric.ts';
import {
  checkMetricNames,
  type DefaultMetricName,
  defaultMetricNames,
  type MetricName,
} from './metrics/metrics.ts';
import type { EvaluateOptions, LabelledCodes } from './options.ts';
import { searchable } from './searchable.ts';

export interface Evaluation<M extends MetricName = DefaultMetricName> extends JudgedLabels<M> {
  readonly measure: MeasureName;
  /** Whether the neighbours are the nearest for certain. */
  readonly exact: boolean;
  /** The same by each of `otherLabels`. */
  readonly others: Readonly<Record<string, JudgedLabels<M>>>;
  /** Seconds of the search, after a warm-up; filling the index is not counted. */
  readonly queriesPerSecond: number;
}

/**
 * What codes are worth for search: are a query's neighbours of its kind?
 *
 * @throws {SimilarityError} as `Index.add` and `Index.search` do: there must be max(at, k) items to find;
 * `NAME_UNKNOWN`, `SHAPE_MISMATCH`, `LABEL_MISSING`, `ARGUMENT_INVALID`.
 */
export async function evaluateCodes<T extends IdType = 'number', M extends MetricName = DefaultMetricName>(
  options: EvaluateOptions<T, M>,
): Promise<Evaluation<M>> {
  const { k, at = 10, temperature = 0.07, exclude = 'none' } = options;
  const names = options.metrics ?? (defaultMetricNames as readonly MetricName[] as readonly M[]);
  checkMetricNames(names);
  checkInteger('k', k, 1);
  checkInteger('at', at, 1);
  checkInteger('queries.codes.count', options.queries.codes.count, 1);
  const { items, queries } = mapped(options);
  const judges = judgesOf(items, queries, names, { at, k, temperature });
  const excluded = exclude === 'same-id' ? queries.ids : undefined;

  const { index, release } = await searchable(options as EvaluateOptions<T>, items);
  try {
    const depth = Math.max(...[...judges.values()].map((judge) => judge.depth(excluded)));
    let seconds = 0;
    for await (const part of findAll(index, queries, depth, excluded !== undefined)) {
      seconds += part.seconds;
      for (const judge of judges.values()) judge.take(part, excluded);
    }
    const [first, ...others] = [...judges].map(
      ([name, judge]) => [name, judge.result(options.intervals)] as const,
    );
    return {
      measure: index.measure,
      exact: index.exact,
      ...first![1],
      others: Object.fromEntries(others),
      queriesPerSecond: queries.codes.count / seconds,
    };
  } finally {
    await release();
  }
}

/** Items and queries, brought into 0..1 if that was asked for. */
function mapped<T extends IdType, M extends MetricName>({
  items,
  queries,
  mapping,
}: EvaluateOptions<T, M>): Pick<EvaluateOptions<T>, 'items' | 'queries'> {
  if (!mapping) return { items, queries };
  const map = fitMapping(mapping, items.codes);
  return {
    items: { ...items, codes: map.apply(items.codes) },
    queries: { ...queries, codes: map.apply(queries.codes) },
  };
}

/** A judge for each set of labels, that of `labels` first. */
function judgesOf<T extends IdType, M extends MetricName>(
  items: LabelledCodes<T>,
  queries: LabelledCodes<T>,
  names: readonly M[],
  depths: Depths,
): Map<string, LabelJudge<M>> {
  checkIds(
    'queries.ids',
    queries.ids,
    items.ids instanceof Uint32Array ? 'number' : 'string',
    queries.codes.count,
  );
  const judges = new Map<string, LabelJudge<M>>();
  const sets = { '': items.labels, ...items.otherLabels };
  for (const [name, labels] of Object.entries(sets)) {
    const wanted = name === '' ? queries.labels : queries.otherLabels?.[name];
    if (!wanted) {
      const message = `queries.otherLabels has no '${name}', as the items have; allowed: the same sets.`;
      throw new SimilarityError('LABEL_MISSING', message);
    }
    checkLabels(name === '' ? 'queries.labels' : `queries.otherLabels.${name}`, wanted, queries.codes.count);
    judges.set(name, new LabelJudge(new ItemLabels(items.ids, labels), wanted, names, depths));
  }
  return judges;
}

import { evaluateCodes, type LabelledCodes, type MeasureName, type Searcher } from '@hourglass/similarity';
import { byLabels } from '../labelled-codes.ts';
import type { SimilarFigures, SimilarRow } from './row.ts';

/** What is asked of each row. */
export interface Ask {
  readonly measure: MeasureName;
  readonly k: number;
  /** 0: MAP@R is not measured. */
  readonly mapQueries: number;
}

type Judged = Pick<SimilarRow, 'figures' | 'queriesPerSecond'>;

/** What a searcher over the items finds for the queries. The two are of different splits. */
export async function judge(
  index: Searcher,
  items: LabelledCodes,
  queries: LabelledCodes,
  { measure, k, mapQueries }: Ask,
): Promise<Judged> {
  const found = await evaluateCodes({
    ...{ items, queries, measure, k, index },
    metrics: ['precision-at-k', 'knn-accuracy'],
    intervals: { confidence: 0.95, seed: 1 },
  });
  const map =
    mapQueries > 0 &&
    (await evaluateCodes({
      ...{ items, queries: firstOf(queries, mapQueries), measure, k, index },
      metrics: ['map-at-r'],
    }));
  const all = Object.entries(byLabels(found, found.others)).map(([name, { scores, intervals }]) => {
    const long = map && byLabels(map, map.others)[name];
    const figures: SimilarFigures = {
      precisionAt10: scores['precision-at-k'],
      precisionInterval: intervals!['precision-at-k'],
      knnAccuracy: scores['knn-accuracy'],
      ...(long && { mapAtR: long.scores['map-at-r'] }),
    };
    return [name, figures] as const;
  });
  return { figures: Object.fromEntries(all), queriesPerSecond: found.queriesPerSecond };
}

function firstOf({ ids, codes, labels, otherLabels = {} }: LabelledCodes, count: number): LabelledCodes {
  const rows = Math.min(count, codes.count);
  return {
    ids: ids.subarray(0, rows),
    codes: { ...codes, count: rows, data: codes.data.subarray(0, rows * codes.size) },
    labels: labels.subarray(0, rows),
    otherLabels: Object.fromEntries(
      Object.entries(otherLabels).map(([name, labels]) => [name, labels.subarray(0, rows)]),
    ),
  };
}

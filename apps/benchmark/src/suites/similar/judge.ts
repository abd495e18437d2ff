import { evaluateCodes, type LabelledCodes, type MeasureName, type Searcher } from '@hourglass/similarity';
import { byLabels } from '../labelled-codes.ts';
import type { SimilarFigures, SimilarRow } from './row.ts';

/** What is asked of each row. */
export interface Ask {
  readonly measure: MeasureName;
  readonly k: number;
  /** 0: MAP@R is not measured. */
  readonly mapQueries: number;
  /** Rows of the queries that have no twin among the items. Absent: of none it is known that it has. */
  readonly cleanRows?: Int32Array | undefined;
}

type Judged = Pick<SimilarRow, 'figures' | 'queriesPerSecond'>;

/** What a searcher over the items finds for the queries. The two are of different splits. */
export async function judge(
  index: Searcher,
  items: LabelledCodes,
  queries: LabelledCodes,
  { measure, k, mapQueries, cleanRows }: Ask,
): Promise<Judged> {
  const found = await evaluateCodes({
    ...{ items, queries, measure, k, index },
    metrics: ['precision-at-k', 'knn-accuracy'],
    intervals: { confidence: 0.95, seed: 1 },
  });
  const clean =
    cleanRows &&
    (await evaluateCodes({
      ...{ items, queries: rowsOf(queries, cleanRows), measure, k, index },
      metrics: ['precision-at-k'],
    }));
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
      ...(clean && { cleanPrecisionAt10: byLabels(clean, clean.others)[name]!.scores['precision-at-k'] }),
      ...(long && { mapAtR: long.scores['map-at-r'] }),
    };
    return [name, figures] as const;
  });
  return { figures: Object.fromEntries(all), queriesPerSecond: found.queriesPerSecond };
}

function firstOf(queries: LabelledCodes, count: number): LabelledCodes {
  return rowsOf(
    queries,
    Int32Array.from({ length: Math.min(count, queries.codes.count) }, (_, row) => row),
  );
}

function rowsOf(queries: LabelledCodes, rows: Int32Array): LabelledCodes {
  const { ids, codes, labels, otherLabels = {} } = queries;
  const { size } = codes;
  const data = new Float32Array(rows.length * size);
  for (const [i, row] of rows.entries())
    data.set(codes.data.subarray(row * size, (row + 1) * size), i * size);
  const chosen = (values: ArrayLike<number>) => Uint32Array.from(rows, (row) => values[row]!);
  return {
    ids: Uint32Array.from(rows, (row) => ids[row]!),
    codes: { count: rows.length, size, data },
    labels: chosen(labels),
    otherLabels: Object.fromEntries(
      Object.entries(otherLabels).map(([name, values]) => [name, chosen(values)]),
    ),
  };
}

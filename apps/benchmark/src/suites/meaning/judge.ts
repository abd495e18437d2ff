import { evaluateCodes, type LabelledCodes, type MeasureName } from '@hourglass/similarity';
import { byLabels } from '../labelled-codes.ts';
import type { MeaningFigures } from './row.ts';

/** CIFAR-100's flowers: the study's example of what pixels do not find. */
const flowers = ['orchid', 'poppy', 'rose', 'sunflower', 'tulip'];

type Found = Pick<MeaningFigures, 'precisionAt10' | 'knnAccuracy' | 'flowers'>;

/** What the neighbours of queries are worth, by each set of labels. Items and queries are of different splits. */
export async function judge(
  items: LabelledCodes,
  queries: LabelledCodes,
  names: readonly string[],
  measure: MeasureName,
  k: number,
): Promise<Found> {
  const { scores, classes: rows, others } = await evaluateCodes({ items, queries, measure, k });
  const all = byLabels(scores, Object.fromEntries(Object.entries(others).map(([n, o]) => [n, o.scores])));
  const each = (metric: 'precision-at-k' | 'knn-accuracy') =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, one[metric]]));
  const asked = rows.filter(({ label }) => flowers.includes(names[label]!));
  const count = asked.reduce((sum, { queries: n }) => sum + n, 0);
  const found = asked.reduce((sum, { queries: n, scores: s }) => sum + n * s['precision-at-k'], 0);
  return {
    precisionAt10: each('precision-at-k'),
    knnAccuracy: each('knn-accuracy'),
    ...(count > 0 && { flowers: found / count }),
  };
}

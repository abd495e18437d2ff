import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import { evaluateCodes, type LabelledCodes, type MeasureName } from '@hourglass/similarity';
import type { MeaningFigures } from './row.ts';

/** CIFAR-100's flowers: the study's example of what pixels do not find. */
const flowers = ['orchid', 'poppy', 'rose', 'sunflower', 'tulip'];

type Found = Pick<MeaningFigures, 'precisionAt10' | 'knnAccuracy' | 'flowers'>;

/** Codes of a set with all of its labels; `fine` comes first, where there are several. */
export async function labelledCodes(encoder: Encoder, images: ImageSet): Promise<LabelledCodes> {
  const { fine, ...others } = images.labels;
  return {
    ids: images.ids,
    codes: { count: images.count, size: encoder.codeSize, data: await encoder.encode(images) },
    labels: fine!.values,
    otherLabels: Object.fromEntries(Object.entries(others).map(([name, { values }]) => [name, values])),
  };
}

/** What the neighbours of queries are worth, by each set of labels. Items and queries are of different splits. */
export async function judge(
  items: LabelledCodes,
  queries: LabelledCodes,
  names: readonly string[],
  measure: MeasureName,
  k: number,
): Promise<Found> {
  const { scores, classes: rows, others } = await evaluateCodes({ items, queries, measure, k });
  const all = { fine: scores, ...Object.fromEntries(Object.entries(others).map(([n, o]) => [n, o.scores])) };
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

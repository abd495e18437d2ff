import { evaluateCodes, type LabelledCodes } from '@hourglass/similarity';
import { type CodedSet, measuresFor } from './coded-set.ts';
import { labelsOf } from './exam.ts';
import type { Finding } from './with-measurements.ts';

/** Neighbours that vote in `knnAccuracy`. */
const k = 3;

/** Neighbours that precision is of. */
const FOUND = 10;

/**
 * How well codes find pictures of the same class, under each measure that fits them. Without classes, and among
 * fewer pictures than are to be found: nothing.
 */
export async function* evaluate(
  items: CodedSet,
  queries: CodedSet,
  epoch: number,
  threads: number | undefined,
  moved?: number,
): AsyncGenerator<Finding> {
  const [known, asked] = [labelled(items), labelled(queries)];
  if (!known || !asked || items.codes.count < FOUND) return;
  for (const measure of measuresFor(items, queries)) {
    const { scores } = await evaluateCodes({
      items: known,
      queries: asked,
      measure,
      k,
      metrics: ['precision-at-k', 'knn-accuracy'],
      ...(threads === undefined ? {} : { threads }),
    });
    yield {
      type: 'evaluation',
      epoch,
      encoder: items.encoder,
      measure,
      ...(moved === undefined ? {} : { moved }),
      precisionAt10: scores['precision-at-k'],
      knnAccuracy: scores['knn-accuracy'],
      queries: queries.codes.count,
      items: items.codes.count,
    };
  }
}

function labelled({ images, codes }: CodedSet): LabelledCodes | undefined {
  const labels = labelsOf(images)?.values;
  return labels && { ids: images.ids, codes, labels };
}

import { checkJudged, type Judged } from './judged.ts';
import { neighbourLabels } from './labels.ts';

/**
 * The share of the `k` nearest that have the query's label, averaged over the queries; 0 to 1.
 *
 * @param k at most the neighbours that were searched for.
 * @throws {SimilarityError} `ARGUMENT_INVALID`, `SHAPE_MISMATCH`, `LABEL_MISSING`.
 */
export function precisionAtK(judged: Judged, k: number): number {
  checkJudged(judged, k);
  const { neighbours, itemLabels, queryLabels } = judged;
  let right = 0;
  for (const [query, wanted] of queryLabels.entries()) {
    for (const label of neighbourLabels(neighbours, query, k, itemLabels)) if (label === wanted) right++;
  }
  return right / (neighbours.count * k);
}

import { checkJudged, type Judged } from './judged.ts';
import { neighbourLabels } from './labels.ts';

/**
 * The share of queries whose label is the majority's among their `k` nearest; 0 to 1. Of labels with
 * equally many votes, the one whose first vote is nearest wins.
 *
 * @param k at most the neighbours that were searched for.
 * @throws {SimilarityError} `ARGUMENT_INVALID`, `SHAPE_MISMATCH`, `LABEL_MISSING`.
 */
export function knnAccuracy(judged: Judged, k: number): number {
  checkJudged(judged, k);
  const { neighbours, itemLabels, queryLabels } = judged;
  let right = 0;
  for (const [query, wanted] of queryLabels.entries()) {
    if (majority(neighbourLabels(neighbours, query, k, itemLabels)) === wanted) right++;
  }
  return right / neighbours.count;
}

/** The commonest label; of equally common ones, the first. */
function majority(labels: readonly number[]): number {
  const votes = new Map<number, number>(); // keeps the order of first votes
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  let winner = labels[0]!;
  for (const [label, count] of votes) if (count > votes.get(winner)!) winner = label;
  return winner;
}

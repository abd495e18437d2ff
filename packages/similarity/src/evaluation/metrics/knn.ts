import type { Depths, Metric, Ranking } from './metric.ts';

/** The label that the `k` nearest vote for. Of labels with equally many votes, the one whose first vote is nearest. */
export function votedLabel(
  { labels, distances }: Ranking,
  { k, temperature }: Depths,
  weighted: boolean,
): number {
  const votes = new Map<number, number>(); // keeps the order of first votes
  for (let rank = 0; rank < k; rank++) {
    const label = labels[rank]!;
    const weight = weighted ? Math.exp((distances[0]! - distances[rank]!) / temperature) : 1;
    votes.set(label, (votes.get(label) ?? 0) + weight);
  }
  let winner = labels[0]!;
  for (const [label, total] of votes) if (total > votes.get(winner)!) winner = label;
  return winner;
}

export const knnAccuracy: Metric = {
  description: 'whether the majority of the k nearest labels the query right',
  better: 'higher',
  score: (ranking, depths) => Number(votedLabel(ranking, depths, false) === ranking.wanted),
};

/**
 * Votes weigh exp(-distance / temperature). With cosine and 0.07 that is exp(cos / 0.07) up to a factor, as
 * Wu et al. (CVPR 2018) and DINO have it.
 */
export const weightedKnnAccuracy: Metric = {
  description: 'the same with nearer neighbours weighing more, exp(-distance / temperature)',
  better: 'higher',
  score: (ranking, depths) => Number(votedLabel(ranking, depths, true) === ranking.wanted),
};

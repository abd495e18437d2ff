import { SimilarityError } from '../../errors.ts';

/** How well clusters and classes say the same, each 0 to 1. */
export interface VMeasure {
  /** The harmonic mean of the other two. */
  readonly vMeasure: number;
  /** 1 if every cluster holds one class only. */
  readonly homogeneity: number;
  /** 1 if every class is in one cluster only. */
  readonly completeness: number;
}

/**
 * Rosenberg and Hirschberg, "V-Measure", EMNLP 2007, as scikit-learn and MTEB have it. It equals normalised
 * mutual information with the arithmetic mean.
 *
 * @throws {SimilarityError} `SHAPE_MISMATCH` unless both have as many rows.
 */
export function vMeasure(labels: ArrayLike<number>, clusters: ArrayLike<number>): VMeasure {
  if (labels.length !== clusters.length) {
    const message = `clusters has ${clusters.length} values; allowed: ${labels.length}, one a label.`;
    throw new SimilarityError('SHAPE_MISMATCH', message);
  }
  const pairs = new Map<number, Map<number, number>>();
  for (let row = 0; row < labels.length; row++) {
    const members = pairs.get(labels[row]!) ?? new Map<number, number>();
    pairs.set(labels[row]!, members);
    members.set(clusters[row]!, (members.get(clusters[row]!) ?? 0) + 1);
  }
  const joint = entropy(Array.from(pairs.values(), (members) => [...members.values()]).flat());
  const ofLabels = entropy(countsOf(labels));
  const ofClusters = entropy(countsOf(clusters));
  const shared = Math.max(0, ofLabels + ofClusters - joint);
  const homogeneity = ofLabels === 0 ? 1 : shared / ofLabels;
  const completeness = ofClusters === 0 ? 1 : shared / ofClusters;
  const sum = homogeneity + completeness;
  return { vMeasure: sum === 0 ? 0 : (2 * homogeneity * completeness) / sum, homogeneity, completeness };
}

function countsOf(values: ArrayLike<number>): number[] {
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) counts.set(values[row]!, (counts.get(values[row]!) ?? 0) + 1);
  return [...counts.values()];
}

/** In nats. */
function entropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0);
}

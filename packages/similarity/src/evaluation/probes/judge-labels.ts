/** How well labels were predicted. */
export interface Prediction {
  /** Share of rows labelled right, 0 to 1. */
  readonly accuracy: number;
  /** The mean over classes of their F1, 0 to 1: scikit-learn's `f1_score` with `average='macro'`. */
  readonly f1: number;
}

export function judgeLabels(predicted: readonly number[], wanted: ArrayLike<number>): Prediction {
  const tallies = new Map<number, { right: number; predicted: number; wanted: number }>();
  const tally = (label: number) => {
    const held = tallies.get(label) ?? { right: 0, predicted: 0, wanted: 0 };
    tallies.set(label, held);
    return held;
  };
  let right = 0;
  for (const [row, label] of predicted.entries()) {
    tally(label).predicted++;
    tally(wanted[row]!).wanted++;
    if (label !== wanted[row]) continue;
    tally(label).right++;
    right++;
  }
  const f1s = Array.from(tallies.values(), (t) => (2 * t.right) / (t.predicted + t.wanted));
  return { accuracy: right / predicted.length, f1: f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length };
}

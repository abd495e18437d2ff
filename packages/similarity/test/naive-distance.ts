import type { MeasureName } from '../src/index.ts';

/** A distance with one weight for each number; all 1 for the measure without weights. */
type Distance = (x: Float32Array, y: Float32Array, weights: Float32Array) => number;

/** Distances from their textbook definitions, in float64: nothing is shared with the measures. */
export const naiveDistance: Record<MeasureName, Distance> = {
  bce: crossEntropy,
  'bce-reverse': (x, y, w) => crossEntropy(y, x, w),
  'bce-symmetric': (x, y, w) => (crossEntropy(x, y, w) + crossEntropy(y, x, w)) / 2,
  cosine: (x, y, w) => {
    const norms = Math.sqrt(sum(w, (i) => x[i]! ** 2) * sum(w, (i) => y[i]! ** 2));
    return norms === 0 ? 1 : 1 - sum(w, (i) => x[i]! * y[i]!) / norms;
  },
  l2: (x, y, w) => Math.sqrt(sum(w, (i) => (x[i]! - y[i]!) ** 2)),
  dot: (x, y, w) => -sum(w, (i) => x[i]! * y[i]!),
};

function crossEntropy(target: Float32Array, prediction: Float32Array, weights: Float32Array): number {
  const terms = sum(weights, (i) => {
    const q = Math.min(Math.max(prediction[i]!, 1e-7), 1 - 1e-7);
    return -target[i]! * Math.log(q) - (1 - target[i]!) * Math.log(1 - q);
  });
  return terms / sum(weights, () => 1);
}

function sum(weights: Float32Array, term: (i: number) => number): number {
  let total = 0;
  for (const [i, weight] of weights.entries()) total += weight * term(i);
  return total;
}

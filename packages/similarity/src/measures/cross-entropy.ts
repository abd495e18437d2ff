import type { ValueRange } from '../codes.ts';
import type { PrepareRow } from './measure.ts';

/** Predictions are kept this far from 0 and 1, as TensorFlow.js and Keras do in training: logs stay finite. */
export const BCE_EPSILON = 1e-7;

/** What the measure `name` of the cross-entropy family takes. */
export function chances(name: string): ValueRange {
  return {
    min: 0,
    max: 1,
    reason:
      `as measure '${name}' compares chances; fitMapping('sigmoid') or ('min-max') brings other numbers ` +
      "there, and 'cosine', 'l2' and 'dot' take them as they are",
  };
}

/** A target is taken as it is. */
export const target: PrepareRow = (source, start, size, vectors, to) => {
  for (let i = 0; i < size; i++) vectors[to + i] = source[start + i]!;
  return 0;
};

/** A prediction y becomes the vector w logit(y) and the bias sum w log(1 - y), with weights w. */
export const prediction =
  (weights?: Float32Array): PrepareRow =>
  (source, start, size, vectors, to) => {
    let bias = 0;
    for (let i = 0; i < size; i++) {
      const w = weights ? weights[i]! : 1;
      const y = Math.min(Math.max(source[start + i]!, BCE_EPSILON), 1 - BCE_EPSILON);
      const logNot = Math.log(1 - y);
      const logit = w * (Math.log(y) - logNot);
      vectors[to + i] = logit;
      // The vector holds the logit rounded to float32. The last term (the derivative of log(1 - y) by the
      // logit is -y) gives the bias of that rounded logit, so that the two cancel where y is near 1.
      bias += w * logNot - y * (vectors[to + i]! - logit);
    }
    return bias;
  };

/** w (x log y + (1 - x) log(1 - y)) of a target x and a prediction y, which is prepared: w logit(y). */
export function logLikelihood(x: number, prepared: number, weight: number): number {
  if (weight === 0) return 0;
  const logit = prepared / weight;
  // log(1 - y) = -log(1 + exp(logit)), in a form that stays finite.
  const logNot = -Math.max(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
  return weight * (x * logit + logNot);
}

/** One row after the other: the vectors side by side, the biases added. */
export const beside =
  (left: PrepareRow, right: PrepareRow): PrepareRow =>
  (source, start, size, vectors, to) =>
    left(source, start, size, vectors, to) + right(source, start, size, vectors, to + size);

import { defineMeasure, type PrepareRow } from './measure.ts';

/** Predictions are kept this far from 0 and 1, as TensorFlow.js and Keras do in training: logs stay finite. */
export const BCE_EPSILON = 1e-7;

/** The query is the target: it is taken as it is. */
const copyTarget: PrepareRow = (source, target, start, end) => {
  for (let i = start; i < end; i++) target[i] = source[i]!;
  return 0;
};

/** The item is the prediction: its vector is logit(y), its bias sum log(1 - y). */
const logits: PrepareRow = (source, target, start, end) => {
  let bias = 0;
  for (let i = start; i < end; i++) {
    const y = Math.min(Math.max(source[i]!, BCE_EPSILON), 1 - BCE_EPSILON);
    const logNot = Math.log(1 - y);
    const logit = Math.log(y) - logNot;
    target[i] = logit;
    // The vector holds the logit rounded to float32. The last term (the derivative of log(1 - y) by the
    // logit is -y) gives the bias of that rounded logit, so that the two cancel where y is near 1.
    bias += logNot - y * (target[i]! - logit);
  }
  return bias;
};

/**
 * Binary cross-entropy, in nats per number, as the training loss is:
 *
 *     BCE(x, y) = mean of -x log(y) - (1 - x) log(1 - y) = (-sum x logit(y) - sum log(1 - y)) / size
 *
 * The query x is the target and the item y is the prediction. In this direction the nearest possible
 * item is the query itself, by Gibbs' inequality: -sum p log q >= -sum p log p. The other way round it
 * is not. The distance of a code to itself is its entropy, which is more than 0 unless it is all 0 and 1.
 */
export const bce = defineMeasure({
  name: 'bce',
  description: 'binary cross-entropy with the query as target, nats per number',
  range: {
    min: 0,
    max: 1,
    reason: "as measure 'bce' compares chances; 'cosine', 'l2' and 'dot' take other numbers",
  },
  query: copyTarget,
  item: logits,
  distance: (score, size) => -score / size,
});

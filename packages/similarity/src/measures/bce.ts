import { chances, logLikelihood, prediction, target } from './cross-entropy.ts';
import type { MeasureDefinition } from './measure.ts';

/**
 * Binary cross-entropy, in nats per number, as the training loss is:
 *
 *     BCE(x, y) = mean of -x log(y) - (1 - x) log(1 - y) = (-sum x logit(y) - sum log(1 - y)) / size
 *
 * The query x is the target and the item y is the prediction. In this direction the nearest possible
 * item is the query itself, by Gibbs' inequality: -sum p log q >= -sum p log p. The other way round,
 * `bce-reverse`, it is not. The distance of a code to itself is its entropy, which is more than 0
 * unless it is all 0 and 1.
 */
export const bce: MeasureDefinition<'bce'> = {
  name: 'bce',
  description: 'binary cross-entropy with the query as target, nats per number',
  range: chances('bce'),
  rules: (weights) => ({ query: target, item: prediction(weights) }),
  agreement: (query, item, i, weight) => logLikelihood(query[i]!, item[i]!, weight),
  distance: (score, total) => -score / total,
};

import { chances, logLikelihood, prediction, target } from './cross-entropy.ts';
import type { MeasureDefinition } from './measure.ts';

/**
 * Binary cross-entropy the other way round, in nats per number: the item y is the target, the query x
 * is the prediction.
 *
 *     BCE(y, x) = mean of -y log(x) - (1 - y) log(1 - x) = (-sum y logit(x) - sum log(1 - x)) / size
 *
 * Linear in y, so the nearest possible item is the query rounded to 0 and 1, not the query: to 0.6 the
 * item 1 is nearer (0.51) than 0.6 itself (0.67). It finds extreme items, and is here to be compared.
 */
export const bceReverse: MeasureDefinition<'bce-reverse'> = {
  name: 'bce-reverse',
  description: 'binary cross-entropy with the item as target, nats per number',
  range: chances('bce-reverse'),
  rules: (weights) => ({ query: prediction(weights), item: target }),
  agreement: (query, item, i, weight) => logLikelihood(item[i]!, query[i]!, weight),
  distance: (score, total) => -score / total,
};

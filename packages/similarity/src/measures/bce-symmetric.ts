import { beside, chances, logLikelihood, prediction, target } from './cross-entropy.ts';
import type { MeasureDefinition } from './measure.ts';

/**
 * The mean of both directions of binary cross-entropy, in nats per number: (BCE(x, y) + BCE(y, x)) / 2.
 *
 * The same for (x, y) and (y, x). It inherits the oddity of `bce-reverse` by half: an item that is more
 * extreme than the query may be nearer than the query itself. Its vectors have two numbers for each
 * number of a code, [x, logit(x)] against [logit(y), y], so a search takes twice as long.
 */
export const bceSymmetric: MeasureDefinition<'bce-symmetric'> = {
  name: 'bce-symmetric',
  description: 'mean binary cross-entropy of both directions, nats per number',
  range: chances('bce-symmetric'),
  widthPerNumber: 2,
  rules: (weights) => ({
    query: beside(target, prediction(weights)),
    item: beside(prediction(weights), target),
  }),
  agreement: (query, item, i, weight, size) =>
    logLikelihood(query[i]!, item[i]!, weight) + logLikelihood(item[size + i]!, query[size + i]!, weight),
  distance: (score, total) => -score / (2 * total),
};

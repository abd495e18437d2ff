import type { Draw } from '../draw.ts';
import type { Numbers } from '../values.ts';

/** A loss, the activation of the last layer that goes with it, and the targets. */
interface Loss {
  /** Text: a name, or a function of targets and predictions. */
  readonly code: string;
  readonly activation: string;
  readonly targets: Numbers;
  /** Targets are one of the outputs: one-hot, or its number. */
  readonly classes?: 'oneHot' | 'number';
}

const any: Numbers = (int) => int(-200, 200) / 100;
const shares: Numbers = (int) => int(1, 99) / 100;
const bits: Numbers = (int) => int(0, 1);
const signs: Numbers = (int) => int(0, 1) * 2 - 1;
const counts: Numbers = (int) => int(0, 4);
const named = (name: string, activation: string, targets: Numbers, classes?: 'oneHot' | 'number'): Loss => {
  return { code: `'${name}'`, activation, targets, ...(classes && { classes }) };
};
const written = (code: string, activation: string, targets: Numbers): Loss => {
  return { code: `(t, p) => ${code}`, activation, targets };
};

export const losses: readonly Loss[] = [
  named('meanSquaredError', 'linear', any),
  named('meanAbsoluteError', 'tanh', any),
  named('meanAbsolutePercentageError', 'linear', (int) => int(50, 200) / 100),
  named('meanSquaredLogarithmicError', 'softplus', counts),
  named('logcosh', 'linear', any),
  named('cosineProximity', 'linear', any),
  named('hinge', 'tanh', signs),
  named('squaredHinge', 'linear', signs),
  named('categoricalHinge', 'softmax', bits, 'oneHot'),
  named('poisson', 'softplus', counts),
  named('kullbackLeiblerDivergence', 'softmax', shares),
  named('binaryCrossentropy', 'sigmoid', bits),
  named('binaryCrossentropy', 'sigmoid', shares),
  named('categoricalCrossentropy', 'softmax', bits, 'oneHot'),
  named('sparseCategoricalCrossentropy', 'softmax', bits, 'number'),
  written('tf.losses.meanSquaredError(t, p)', 'linear', any),
  written('tf.losses.absoluteDifference(t, p)', 'linear', any),
  written('tf.losses.huberLoss(t, p)', 'linear', any),
  written('tf.losses.hingeLoss(t, p)', 'linear', bits),
  written('tf.losses.logLoss(t, p)', 'sigmoid', bits),
  written('tf.losses.cosineDistance(t, p, 1)', 'linear', any),
  written('tf.losses.sigmoidCrossEntropy(t, p)', 'linear', bits),
  written('tf.losses.softmaxCrossEntropy(t, p)', 'linear', shares),
  written('tf.neg(tf.mean(tf.mul(t, tf.log(p))))', 'sigmoid', shares),
  written('tf.mean(tf.sub(tf.softplus(p), tf.mul(p, t)))', 'linear', bits),
];

/** Text of an optimizer with any settings. */
export function optimizer(d: Draw): string {
  const rate = d.pick([0.001, 0.01, 0.05, 0.1]);
  const flag = () => d.rarely(2);
  return d.pick([
    () => `tf.train.sgd(${rate})`,
    () => `tf.train.momentum(${rate}, ${d.number(0, 0.95)}, ${flag()})`,
    () =>
      `tf.train.rmsprop(${rate}, ${d.number(0.5, 0.99)}, ${d.pick([0, 0.9])}, ${d.pick([1e-3, 1e-7])}, ${flag()})`,
    () =>
      `tf.train.adam(${rate}, ${d.pick([0.9, 0.5])}, ${d.pick([0.999, 0.9])}${d.rarely(3) ? ', 1e-3' : ''})`,
    () => `tf.train.adamax(${rate}, 0.9, 0.999, ${d.pick([1e-3, 1e-7])}, ${d.pick([0, 0.1])})`,
    () => `tf.train.adagrad(${rate}, ${d.pick([0.1, 1])})`,
    () => `tf.train.adadelta(${rate}, ${d.number(0.5, 0.99)}, ${d.pick([1e-3, 1e-6])})`,
    () => `adamW(${rate}, ${d.number(0, 0.3)})`,
  ])();
}

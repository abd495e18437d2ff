import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, type KernelCases, one } from './kernel-case.ts';

/** Kernels that shrink axes, and running sums. */
export const reductions: KernelCases = {
  Sum: one(tf.sum, (x) => tf.sum(x, [], true)).concat(
    alongAxis(
      (x) => tf.sum(x, -1),
      (x) => tf.sum(x, [0, -1], true),
    ),
  ),
  Mean: one(tf.mean).concat(alongAxis((x) => tf.mean(x, -1, true))),
  Max: one(tf.max).concat(alongAxis((x) => tf.max(x, -1, true))),
  Min: one(tf.min).concat(alongAxis((x) => tf.min(x, [-1]))),
  Prod: one(tf.prod).concat(alongAxis((x) => tf.prod(x, -1, true))),
  All: one(tf.all).concat(alongAxis((x) => tf.all(x, -1, true))),
  Any: one(tf.any).concat(alongAxis((x) => tf.any(x, [-1]))),
  ArgMax: one(tf.argMax).concat(alongAxis((x) => tf.argMax(x, -1))),
  ArgMin: one(tf.argMin).concat(alongAxis((x) => tf.argMin(x, -1))),
  Softmax: one(tf.softmax),
  // tfjs composes it of others.
  LogSoftmax: one(tf.logSoftmax),
  // Of negative axes, and of a single number, tfjs is wrong.
  Cumsum: alongAxis(tf.cumsum, (x) => tf.cumsum(x, x.rank - 1, true, true)),
  Cumprod: alongAxis(tf.cumprod, (x) => tf.cumprod(x, x.rank - 1, true, true)),
};

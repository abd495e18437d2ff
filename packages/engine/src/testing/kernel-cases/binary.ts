import * as tf from '@tensorflow/tfjs-core';
import { every, type KernelCases, run, two } from './kernel-case.ts';

/** Kernels of several tensors, number by number. */
export const binary: KernelCases = {
  Add: two(tf.add),
  AddN: two((a, b) => tf.addN([a, b, a])),
  Sub: two(tf.sub),
  Multiply: two(tf.mul),
  RealDiv: two(tf.div),
  Pow: two(tf.pow),
  Maximum: two(tf.maximum),
  Minimum: two(tf.minimum),
  SquaredDifference: two(tf.squaredDifference),
  Equal: two(tf.equal),
  NotEqual: two(tf.notEqual),
  Greater: two(tf.greater),
  GreaterEqual: two(tf.greaterEqual),
  Less: two(tf.less),
  LessEqual: two(tf.lessEqual),
  LogicalAnd: two(tf.logicalAnd),
  LogicalOr: two(tf.logicalOr),
  Mod: two(tf.mod),
  FloorDiv: two(tf.floorDiv),
  Atan2: two(tf.atan2),
  Prelu: two(tf.prelu),
  EluGrad: [{ call: (dy, y) => run('EluGrad', { dy, y }, {}), shapes: every.map((shape) => [shape, shape]) }],
  Select: two((a, b) => tf.where(tf.cast(tf.onesLike(b), 'bool'), a, b)),
};

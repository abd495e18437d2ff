import * as tf from '@tensorflow/tfjs-core';
import { type KernelCases, one } from './kernel-case.ts';

/** Kernels that make tensors, or copy them. */
export const made: KernelCases = {
  Range: [{ call: () => [tf.range(0, 5), tf.range(4, 0, -2, 'int32'), tf.range(1, 1)], shapes: [[]] }],
  LinSpace: [{ call: () => [tf.linspace(0, 1, 4), tf.linspace(2, 2, 1)], shapes: [[]] }],
  Identity: one((x) => tf.clone(x)),
  ZerosLike: one(tf.zerosLike),
  OnesLike: one(tf.onesLike),
  Fill: [
    {
      call: () => [tf.fill([2, 2], 3), tf.fill([2], 2 ** 24 + 1, 'int32'), tf.fill([0, 2], 1)],
      shapes: [[]],
    },
  ],
};

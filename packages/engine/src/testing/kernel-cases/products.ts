import * as tf from '@tensorflow/tfjs-core';
import type { KernelCases } from './kernel-case.ts';

/** Matrix products. */
export const products: KernelCases = {
  BatchMatMul: [
    {
      call: (a, b) => tf.matMul(a, b),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 1, 3],
          [2, 3, 2],
        ],
        [
          [1, 2, 2, 3],
          [1, 2, 3, 2],
        ],
        [
          [2, 0],
          [0, 3],
        ],
        [
          [0, 2],
          [2, 3],
        ],
      ],
    },
  ],
  _FusedMatMul: [
    {
      call: (a, b) => tf.fused.matMul({ a, b, bias: tf.cast(tf.scalar(1), a.dtype), activation: 'relu' }),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 1, 3],
          [2, 3, 2],
        ],
      ],
    },
  ],
  Einsum: [
    {
      call: (a, b) => tf.einsum('ij,jk->ik', a, b),
      shapes: [
        [
          [2, 3],
          [3, 2],
        ],
        [
          [2, 0],
          [0, 3],
        ],
      ],
    },
  ],
};

import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, type KernelCases, of, one, whole } from './kernel-case.ts';

/** Kernels that pick or place values by number. */
export const picking: KernelCases = {
  GatherV2: [
    ...alongAxis(
      (x) => tf.gather(x, whole(0, 1, 0)),
      (x) => tf.gather(x, tf.scalar(0, 'int32'), -1),
      (x) => tf.gather(x, tf.zeros([2, 0], 'int32'), -1),
      (x) => tf.gather(x, tf.tensor2d([[1, 0]], [1, 2], 'int32')),
    ),
    ...of(
      [
        [2, 3],
        [2, 3, 2],
        [2, 2, 1, 3],
      ],
      (x) => tf.gather(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'), 1, 1),
      (x) => tf.gather(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'), -1, 1),
      (x) => tf.gather(x, whole(1, 0), 1, -1),
    ),
  ],
  GatherNd: of([[3], [2, 3], [2, 1, 3]], (x) => tf.gatherND(x, tf.tensor2d([[1], [0]], [2, 1], 'int32'))),
  UnsortedSegmentSum: of([[3], [3, 2], [3, 1, 2], [3, 0]], (x) =>
    tf.unsortedSegmentSum(x, whole(1, -1, 1), 2),
  ).concat(of([[0], [0, 2]], (x) => tf.unsortedSegmentSum(x, whole(), 2))),
  ScatterNd: of([[3], [3, 2], [3, 1, 2]], (x) =>
    tf.scatterND(tf.tensor2d([[3], [0], [1]], [3, 1], 'int32'), x, [4, ...x.shape.slice(1)]),
  ).concat(
    of([[3]], (x) => tf.scatterND(whole(3, 0, 1), x, [4])),
    of([[0, 2]], (x) => tf.scatterND(tf.zeros([0, 1], 'int32'), x, [4, 2])),
  ),
  OneHot: one(
    (x) => tf.oneHot(x, 3),
    (x) => tf.oneHot(x, 2, 5, -1, 'int32'),
    (x) => tf.oneHot(x, 2, 1, 0, 'float32'),
    (x) => tf.oneHot(x, 2, 1, 0, 'bool'),
  ),
  TopK: alongAxis((x) => {
    const { values, indices } = tf.topk(x);
    return [values, indices];
  }),
};

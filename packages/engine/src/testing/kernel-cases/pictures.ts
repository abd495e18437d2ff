import * as tf from '@tensorflow/tfjs-core';
import { axes, type KernelCases, nothing, of, p4, picture, run, type Shape } from './kernel-case.ts';

/** Pooling, resizing and normalisation. */
export const pictures: KernelCases = {
  MaxPool: [
    ...p4((x) => tf.maxPool(x, 2, 2, 'valid'), picture as Shape[]),
    ...p4((x) => tf.maxPool(x, [2, 1], 1, 'same')),
  ],
  AvgPool: [
    ...p4((x) => tf.avgPool(x, 2, 2, 'valid'), picture as Shape[]),
    ...p4((x) => tf.avgPool(x, [2, 1], 1, 'same')),
  ],
  MaxPoolGrad: p4((x) => {
    const output = tf.maxPool(x, 2, 2, 'valid');
    return run('MaxPoolGrad', { dy: output, input: x, output }, { filterSize: 2, strides: 2, pad: 'valid' });
  }),
  AvgPoolGrad: p4((x) => {
    const dy = tf.avgPool(x, 2, 2, 'valid');
    return run('AvgPoolGrad', { dy, input: x }, { filterSize: 2, strides: 2, pad: 'valid' });
  }),
  ResizeNearestNeighbor: [
    ...p4((x) => tf.image.resizeNearestNeighbor(x, [8, 10]), picture as Shape[]),
    ...p4((x) => tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]])),
  ],
  ResizeBilinear: p4((x) => tf.image.resizeBilinear(x, [8, 3]), picture as Shape[]),
  ResizeNearestNeighborGrad: p4(
    (x) =>
      run(
        'ResizeNearestNeighborGrad',
        { images: tf.zeros([1, 2, 2, x.shape[3]]), dy: tf.slice(x, 0, 1) },
        { alignCorners: false, halfPixelCenters: false },
      ),
    [[1, 4, 4, 2]],
  ),
  ResizeBilinearGrad: p4(
    (x) =>
      run('ResizeBilinearGrad', { images: tf.zeros([1, 2, 2, x.shape[3]]), dy: x }, { alignCorners: false }),
    [[1, 4, 4, 2]],
  ),
  FusedBatchNorm: of(axes.slice(1).concat(nothing), (x) =>
    tf.batchNorm(x, tf.tensor1d([0, 1, 2].slice(0, x.shape.at(-1)!)), tf.ones([x.shape.at(-1)!])),
  ),
};

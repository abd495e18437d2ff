import * as tf from '@tensorflow/tfjs-core';
import { filterOf, type KernelCases, of, p4, picture, run, type Shape } from './kernel-case.ts';

/** Convolutions and their gradients. */
export const convolutions: KernelCases = {
  Conv2D: [
    ...p4((x) => tf.conv2d(x, filterOf(x, 3), 1, 'same'), picture as Shape[]),
    ...p4((x) => tf.conv2d(x, filterOf(x, 1), [2, 1], 'valid')),
    ...of(
      [
        [4, 2],
        [2, 5, 1],
        [0, 4, 2],
      ],
      (x) => tf.conv1d(x as tf.Tensor3D, tf.ones([2, x.shape.at(-1)!, 3]), 1, 'same'),
    ),
  ],
  FusedConv2D: [[], [1], [3]].flatMap((bias) =>
    p4((x) =>
      tf.fused.conv2d({
        x,
        filter: filterOf(x, 3),
        strides: 1,
        pad: 0,
        bias: tf.ones(bias),
        activation: 'relu',
      }),
    ),
  ),
  Conv2DBackpropInput: p4((x) =>
    tf.conv2dTranspose(
      x,
      tf.ones([2, 2, 3, x.shape[3]]),
      [x.shape[0], 2 * x.shape[1], 2 * x.shape[2], 3],
      2,
      'same',
    ),
  ),
  Conv2DBackpropFilter: p4((x) =>
    run(
      'Conv2DBackpropFilter',
      { x, dy: x },
      { strides: 1, pad: 'same', dataFormat: 'NHWC', filterShape: [2, 2, x.shape[3], x.shape[3]] },
    ),
  ),
  DepthwiseConv2dNative: p4((x) => tf.depthwiseConv2d(x, filterOf(x, 2), 1, 'same'), picture as Shape[]),
  FusedDepthwiseConv2D: [[], [1]].flatMap((bias) =>
    p4((x) =>
      tf.fused.depthwiseConv2d({ x, filter: filterOf(x, 1), strides: 1, pad: 'valid', bias: tf.ones(bias) }),
    ),
  ),
  DepthwiseConv2dNativeBackpropInput: p4((x) =>
    run(
      'DepthwiseConv2dNativeBackpropInput',
      { dy: x, filter: filterOf(x, 1) },
      { strides: 1, pad: 'same', inputShape: x.shape },
    ),
  ),
  DepthwiseConv2dNativeBackpropFilter: p4((x) =>
    run(
      'DepthwiseConv2dNativeBackpropFilter',
      { x, dy: x },
      { strides: 1, pad: 'same', filterShape: [2, 2, x.shape[3], 1] },
    ),
  ),
};

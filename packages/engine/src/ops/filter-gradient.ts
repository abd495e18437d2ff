import type { GraphBuilder } from '../graph/builder.ts';
import { int64s } from '../graph/graph.ts';
import { firstDims, toFirst } from './channels-first.ts';
import type { ConvInfo } from './conv-info.ts';
import { float32 } from './shapes.ts';

/**
 * The gradient of a filter is itself a convolution: pictures with output gradients as the filter.
 * ONNX Runtime runs it several times faster with one group a picture, whose group sums are then added,
 * than with batch and channels swapped. Width and channels of the pictures are merged into one axis, in
 * which the filter's columns lie `channels` apart.
 *
 * @param x channels last, @param dy channels last. @returns [height, width, inputs, outputs].
 */
export function filterGradient(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  return info.dilationHeight === 1 && info.dilationWidth === 1
    ? byPicture(b, x, dy, info)
    : bySwapping(b, x, dy, info);
}

function byPicture(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const { batchSize: n, inChannels: c, outChannels: o, inHeight, inWidth, outHeight, outWidth } = info;
  const { filterHeight: kh, filterWidth: kw, strideHeight, strideWidth, padInfo } = info;
  // The filter slides over exactly kh x kw places; what the forward pass never reached is cut off.
  const bottom = kh + (outHeight - 1) * strideHeight - inHeight - padInfo.top;
  const right = kw + (outWidth - 1) * strideWidth - inWidth - padInfo.left;
  const height = inHeight + Math.min(bottom, 0);
  const width = inWidth + Math.min(right, 0);
  const reached =
    height === inHeight && width === inWidth
      ? x
      : b.op('Slice', [
          x,
          ...[
            [0, 0],
            [height, width],
            [1, 2],
          ].map((list) => b.constant(int64s(list))),
        ]);

  const pictures = b.op('Reshape', [reached, b.shape([1, n, height, width * c])]);
  const first = toFirst(b, dy);
  b.describe(first, float32(firstDims(info.outShape)));
  const filters = b.op('Reshape', [first, b.shape([n * o, 1, outHeight, outWidth])]);
  const sums = b.op('Conv', [pictures, filters], {
    kernel_shape: [outHeight, outWidth],
    group: { int: n },
    dilations: [strideHeight, strideWidth * c],
    pads: [padInfo.top, padInfo.left * c, Math.max(bottom, 0), Math.max(right, 0) * c],
  });
  const apart = b.op('Reshape', [sums, b.shape([n, o, kh, kw, c])]);
  const total = b.op('ReduceSum', [apart, b.constant(int64s([0]))], { keepdims: { int: 0 } });
  return b.op('Transpose', [total], { perm: [1, 2, 3, 0] });
}

/** Slower, and right for every stride and dilation: batch and channels change places, and so do the two steps. */
function bySwapping(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const { padInfo, filterHeight, filterWidth, outHeight, outWidth } = info;
  const swapped = b.op(
    'Conv',
    [b.op('Transpose', [x], { perm: [3, 0, 1, 2] }), b.op('Transpose', [dy], { perm: [3, 0, 1, 2] })],
    {
      kernel_shape: [outHeight, outWidth],
      strides: [info.dilationHeight, info.dilationWidth],
      dilations: [info.strideHeight, info.strideWidth],
      pads: [padInfo.top, padInfo.left, padInfo.bottom, padInfo.right],
    },
  );
  const starts = b.constant(int64s([0, 0]));
  const ends = b.constant(int64s([filterHeight, filterWidth]));
  const reached = b.op('Slice', [swapped, starts, ends, b.constant(int64s([2, 3]))]);
  return b.op('Transpose', [reached], { perm: [2, 3, 0, 1] });
}

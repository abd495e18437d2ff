import type { GraphBuilder } from '../graph/builder.ts';
import { int64s } from '../graph/graph.ts';
import { firstDims, toFirst } from './channels-first.ts';
import type { ConvInfo } from './conv-info.ts';
import { float32 } from './shapes.ts';

/**
 * The gradient of a filter is itself a convolution: pictures with output gradients as the filter, or the
 * other way round. ONNX Runtime runs it several times faster with one group a picture, whose sums are then
 * added, than with batch and channels swapped. Width and channels of one side are merged into one axis, in
 * which the filter's columns lie `channels` apart. That side has to be turned to channels last, so it is
 * the one with fewer channels. tfjs has no gradients of dilated convolutions, so there is no dilation here.
 *
 * @param x channels last, @param dy channels last. @returns [height, width, inputs, outputs].
 */
export function filterGradient(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const { strideHeight, strideWidth, inChannels, outChannels } = info;
  const strided = strideHeight !== 1 || strideWidth !== 1;
  return inChannels > outChannels && !strided
    ? slidingPictures(b, x, dy, info)
    : slidingGradients(b, x, dy, info);
}

/** The output gradients slide over the pictures. */
function slidingGradients(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const { batchSize: n, inChannels: c, outChannels: o, inHeight, inWidth, outHeight, outWidth } = info;
  const { filterHeight: kh, filterWidth: kw, strideHeight, strideWidth, padInfo } = info;
  // They slide over exactly kh x kw places; what the forward pass never reached is cut off.
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

  const sums = b.op('Conv', [merged(b, reached, n, height, width * c), filters(b, dy, info.outShape)], {
    kernel_shape: [outHeight, outWidth],
    group: { int: n },
    dilations: [strideHeight, strideWidth * c],
    pads: [padInfo.top, padInfo.left * c, Math.max(bottom, 0), Math.max(right, 0) * c],
  });
  const total = sumOfPictures(b, sums, [n, o, kh, kw, c]);
  return b.op('Transpose', [total], { perm: [1, 2, 3, 0] });
}

/** The pictures slide over the output gradients, which gives the taps in reverse order. */
function slidingPictures(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const {
    batchSize: n,
    inChannels: c,
    outChannels: o,
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    padInfo,
  } = info;
  const { filterHeight: kh, filterWidth: kw } = info;
  const sums = b.op('Conv', [merged(b, dy, n, outHeight, outWidth * o), filters(b, x, info.inShape)], {
    kernel_shape: [inHeight, inWidth],
    group: { int: n },
    dilations: [1, o],
    pads: [
      kh - 1 - padInfo.top,
      (kw - 1 - padInfo.left) * o,
      kh - 1 - padInfo.bottom,
      (kw - 1 - padInfo.right) * o,
    ],
  });
  const total = b.op('Reshape', [sumOfPictures(b, sums, [n, c, kh, kw, o]), b.shape([c, kh * kw, o])]);
  const order = b.constant(int64s(Array.from({ length: kh * kw }, (_, i) => kh * kw - 1 - i)));
  const straight = b.op('Gather', [total, order], { axis: { int: 1 } });
  const taps = b.op('Transpose', [straight], { perm: [1, 0, 2] });
  return b.op('Reshape', [taps, b.shape([kh, kw, c, o])]);
}

function merged(b: GraphBuilder, value: string, n: number, height: number, width: number): string {
  return b.op('Reshape', [value, b.shape([1, n, height, width])]);
}

/** Every channel of every picture as a filter of its own. */
function filters(b: GraphBuilder, value: string, [n, h, w, channels]: readonly number[]): string {
  const first = toFirst(b, value);
  b.describe(first, float32(firstDims([n!, h!, w!, channels!])));
  return b.op('Reshape', [first, b.shape([n! * channels!, 1, h!, w!])]);
}

function sumOfPictures(b: GraphBuilder, sums: string, dims: readonly number[]): string {
  const apart = b.op('Reshape', [sums, b.shape(dims)]);
  return b.op('ReduceSum', [apart, b.constant(int64s([0]))], { keepdims: { int: 0 } });
}

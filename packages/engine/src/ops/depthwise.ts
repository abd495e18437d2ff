import type { GraphBuilder } from '../graph/builder.ts';
import { firstDims, toFirst, toLast } from '../graph/channels-first.ts';
import { int64s } from '../graph/graph.ts';
import { activate } from './activation.ts';
import { biasOf } from './bias.ts';
import { type ConvInfo, convInfo, padsOf } from './conv-info.ts';
import type { KernelCall, LoweringCall, OpTable } from './op.ts';
import { float32 } from './shapes.ts';
import { takes } from './types.ts';

/**
 * Depthwise convolutions and their gradients: every channel has filters of its own, so each is one group
 * of an ONNX convolution. Filters are [height, width, channels, multiplier]; output channels lie as
 * channel * multiplier + which. tfjs has no gradients of dilated ones.
 */
export const depthwise: OpTable = {
  DepthwiseConv2dNative: {
    types: takes.floats,
    ofNothing: 0,
    infer: (call) => [float32(forward(call).outShape)],
    lower: (call) => [convolve(call)],
  },
  FusedDepthwiseConv2D: {
    types: takes.floats,
    infer: (call) => [float32(forward(call).outShape)],
    lower: (call) => [activate(call, convolve(call))],
  },
  DepthwiseConv2dNativeBackpropInput: {
    types: takes.floats,
    ofNothing: 0,
    infer: ({ attrs }) => [float32(attrs.inputShape as number[])],
    lower: ({ b, kernel, inputs, names, attrs }) => {
      const info = convInfo(kernel, attrs.inputShape as number[], inputs.filter!.dims, attrs, true);
      return [pictureGradient(b, names.dy!, names.filter!, info)];
    },
  },
  DepthwiseConv2dNativeBackpropFilter: {
    types: takes.floats,
    ofNothing: 0,
    infer: ({ attrs }) => [float32(attrs.filterShape as number[])],
    lower: ({ b, kernel, inputs, names, attrs }) => {
      const info = convInfo(kernel, inputs.x!.dims, attrs.filterShape as number[], attrs, true);
      return [filterGradient(b, names.x!, names.dy!, info)];
    },
  },
};

function forward({ kernel, inputs, attrs }: KernelCall): ConvInfo {
  return convInfo(kernel, inputs.x!.dims, inputs.filter!.dims, attrs, true);
}

/** The filters as one group a channel: [channels * multiplier, 1, height, width]. */
function grouped(b: GraphBuilder, filter: string, info: ConvInfo): string {
  const turned = b.op('Transpose', [filter], { perm: [2, 3, 0, 1] });
  return b.op('Reshape', [turned, b.shape([info.outChannels, 1, info.filterHeight, info.filterWidth])]);
}

function convolve(call: LoweringCall): string {
  const { b, names } = call;
  const info = forward(call);
  const operands = [toFirst(b, names.x!), grouped(b, names.filter!, info)];
  const result = b.op('Conv', [...operands, ...biasOf(call, info.outChannels)], {
    ...placing(info),
    pads: padsOf(info),
  });
  b.describe(result, float32(firstDims(info.outShape)));
  return toLast(b, result);
}

function placing(info: ConvInfo) {
  return {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    group: { int: info.inChannels },
  };
}

function pictureGradient(b: GraphBuilder, dy: string, filter: string, info: ConvInfo): string {
  const { top, left, bottom, right } = info.padInfo;
  const reached = (out: number, stride: number, size: number) => (out - 1) * stride + size;
  const result = b.op('ConvTranspose', [toFirst(b, dy), grouped(b, filter, info)], {
    ...placing(info),
    pads: padsOf(info),
    output_padding: [
      info.inHeight - reached(info.outHeight, info.strideHeight, info.effectiveFilterHeight) + top + bottom,
      info.inWidth - reached(info.outWidth, info.strideWidth, info.effectiveFilterWidth) + left + right,
    ],
  });
  b.describe(result, float32(firstDims(info.inShape)));
  return toLast(b, result);
}

/** The output gradients slide over the pictures, each channel of each picture a group; then pictures are added. */
function filterGradient(b: GraphBuilder, x: string, dy: string, info: ConvInfo): string {
  const { batchSize: n, inChannels: c, outChannels: o, filterHeight: kh, filterWidth: kw, padInfo } = info;
  // They slide over exactly kh x kw places; what the forward pass never reached is cut off.
  const bottom = kh + (info.outHeight - 1) * info.strideHeight - info.inHeight - padInfo.top;
  const right = kw + (info.outWidth - 1) * info.strideWidth - info.inWidth - padInfo.left;
  const [height, width] = [info.inHeight + Math.min(bottom, 0), info.inWidth + Math.min(right, 0)];
  const pictures = toFirst(b, x);
  b.describe(pictures, float32([n, c, info.inHeight, info.inWidth]));
  const lists = [
    [0, 0],
    [height, width],
    [2, 3],
  ].map((list) => b.constant(int64s(list)));
  const reached = bottom < 0 || right < 0 ? b.op('Slice', [pictures, ...lists]) : pictures;
  const gradients = toFirst(b, dy);
  b.describe(gradients, float32(firstDims(info.outShape)));
  const sums = b.op(
    'Conv',
    [
      b.op('Reshape', [reached, b.shape([1, n * c, height, width])]),
      b.op('Reshape', [gradients, b.shape([n * o, 1, info.outHeight, info.outWidth])]),
    ],
    {
      kernel_shape: [info.outHeight, info.outWidth],
      dilations: [info.strideHeight, info.strideWidth],
      group: { int: n * c },
      pads: [padInfo.top, padInfo.left, Math.max(bottom, 0), Math.max(right, 0)],
    },
  );
  const apart = b.op('Reshape', [sums, b.shape([n, c, o / c, kh, kw])]);
  const total = b.op('ReduceSum', [apart, b.constant(int64s([0]))], { keepdims: { int: 0 } });
  return b.op('Transpose', [total], { perm: [2, 3, 0, 1] });
}

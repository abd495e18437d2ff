import { filterGradient } from '../composites/filter-gradient.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { firstDims, toFirst, toLast } from '../graph/channels-first.ts';
import { int64s } from '../graph/graph.ts';
import { activate } from './activation.ts';
import { biasOf } from './bias.ts';
import { type ConvInfo, convInfo, filterGradientSizes, padsInside, padsOf } from './conv-info.ts';
import type { LoweringCall, OpTable } from './op.ts';
import { float32 } from './shapes.ts';
import { takes } from './types.ts';

/** Convolutions and their gradients. Filters are [height, width, inputs, outputs], as tfjs keeps them. */
export const conv: OpTable = {
  Conv2D: {
    types: takes.floats,
    ofNothing: 0,
    infer: (call) => [float32(forward(call).outShape)],
    lower: (call) => [convolve(call)],
  },
  FusedConv2D: {
    types: takes.floats,
    infer: (call) => [float32(forward(call).outShape)],
    lower: (call) => [activate(call, convolve(call))],
  },
  /** The gradient of the pictures; also what a transposed convolution computes. */
  Conv2DBackpropInput: {
    types: takes.floats,
    ofNothing: 0,
    infer: ({ attrs }) => [float32(attrs.inputShape as number[])],
    lower: (call) => {
      const { b, kernel, inputs, names, attrs } = call;
      const info = convInfo(kernel, attrs.inputShape as number[], inputs.filter!.dims, attrs);
      const dy = toFirst(b, names.dy!);
      return [
        toLast(
          b,
          isPlain(info) && padsInside(info)
            ? byFlippedFilter(b, dy, names.filter!, info)
            : byTransposed(b, dy, names.filter!, info),
        ),
      ];
    },
  },
  Conv2DBackpropFilter: {
    types: takes.floats,
    ofNothing: 0,
    infer: ({ attrs }) => [float32(attrs.filterShape as number[])],
    lower: ({ b, kernel, inputs, names, attrs }) => {
      const info = convInfo(kernel, inputs.x!.dims, attrs.filterShape as number[], attrs);
      return [filterGradient(b, toFirst(b, names.x!), toFirst(b, names.dy!), filterGradientSizes(info))];
    },
  },
};

function forward({ kernel, inputs, attrs }: Pick<LoweringCall, 'kernel' | 'inputs' | 'attrs'>): ConvInfo {
  return convInfo(kernel, inputs.x!.dims, inputs.filter!.dims, attrs);
}

function convolve(call: LoweringCall): string {
  const { b, names } = call;
  const info = forward(call);
  const filter = b.op('Transpose', [names.filter!], { perm: [3, 2, 0, 1] });
  const result = b.op('Conv', [toFirst(b, names.x!), filter, ...biasOf(call, info.outChannels)], {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: padsOf(info),
  });
  b.describe(result, float32(firstDims(info.outShape)));
  return toLast(b, result);
}

function isPlain({ strideHeight, strideWidth, dilationHeight, dilationWidth }: ConvInfo): boolean {
  return strideHeight === 1 && strideWidth === 1 && dilationHeight === 1 && dilationWidth === 1;
}

/** Without strides the gradient is a convolution again, with the taps in reverse order. */
function byFlippedFilter(b: GraphBuilder, dy: string, filter: string, info: ConvInfo): string {
  const { filterHeight: h, filterWidth: w, inChannels, outChannels, padInfo } = info;
  const taps = b.op('Reshape', [filter, b.shape([h * w, inChannels, outChannels])]);
  const order = b.constant(int64s(Array.from({ length: h * w }, (_, i) => h * w - 1 - i)));
  const reversed = b.op('Gather', [taps, order], { axis: { int: 0 } });
  const turned = b.op('Transpose', [reversed], { perm: [1, 2, 0] });
  const { top, left, bottom, right } = padInfo;
  const result = b.op('Conv', [dy, b.op('Reshape', [turned, b.shape([inChannels, outChannels, h, w])])], {
    kernel_shape: [h, w],
    pads: [h - 1 - top, w - 1 - left, h - 1 - bottom, w - 1 - right],
  });
  b.describe(result, float32(firstDims(info.inShape)));
  return result;
}

function byTransposed(b: GraphBuilder, dy: string, filter: string, info: ConvInfo): string {
  const reach = (
    size: number,
    out: number,
    stride: number,
    effective: number,
    before: number,
    after: number,
  ) => size - ((out - 1) * stride + effective - before - after);
  const { padInfo: p } = info;
  const result = b.op('ConvTranspose', [dy, b.op('Transpose', [filter], { perm: [3, 2, 0, 1] })], {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: padsOf(info),
    output_padding: [
      reach(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, p.top, p.bottom),
      reach(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, p.left, p.right),
    ],
  });
  b.describe(result, float32(firstDims(info.inShape)));
  return result;
}

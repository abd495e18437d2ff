import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import { type ConvInfo, padsOf, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { averagePoolGradient, maxPoolGradient } from './overlapping-pool.ts';
import { float32 } from './shapes.ts';

/** Below every number a picture may hold, and far enough from overflow. */
const LOWEST = -1e38;

/** Pooling of pictures and its gradients; those of windows that do not simply tile the picture are apart. */
export const pool: OpTable = {
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  MaxPoolGrad: gradient((call, info) => {
    const { b, names } = call;
    const [picture, dy] = [toFirst(b, names.input!), toFirst(b, names.dy!)];
    if (!tiles(info)) return maxPoolGradient(b, picture, dy, info);
    const shares = handOut(b, filledUp(b, picture, info), dy, [
      { axis: 3, parts: info.filterWidth, merged: [0, 0, 0, -1] },
      { axis: 2, parts: info.filterHeight, merged: [0, 0, -1, info.outWidth] },
    ]);
    return cutToSize(b, shares, info);
  }),
  AvgPoolGrad: gradient(({ b, names }, info) => {
    const dy = toFirst(b, names.dy!);
    if (!tiles(info) || info.padInfo.right + info.padInfo.bottom > 0) return averagePoolGradient(b, dy, info);
    const share = b.constant(floats([], [1 / (info.filterHeight * info.filterWidth)]));
    return cutToSize(b, spread(b, b.op('Mul', [dy, share]), info.filterHeight, info.filterWidth), info);
  }),
};

/** Repeats every pixel. */
export function spread(b: GraphBuilder, value: string, height: number, width: number): string {
  const scales = b.constant(floats([4], [1, 1, height, width]));
  return b.op('Resize', [value, '', scales], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
}

function pooling(onnx: string): Op {
  return {
    infer: ({ inputs, attrs }) => [float32(poolInfo(inputs.x!.dims, attrs).outShape)],
    lower: ({ b, names, inputs, attrs }) => {
      const info = poolInfo(inputs.x!.dims, attrs);
      const result = b.op(onnx, [toFirst(b, names.x!)], {
        kernel_shape: [info.filterHeight, info.filterWidth],
        strides: [info.strideHeight, info.strideWidth],
        pads: padsOf(info),
      });
      b.describe(result, float32(firstDims(info.outShape)));
      return [toLast(b, result)];
    },
  };
}

/** Whether windows lie side by side from the first pixel on. */
function tiles({ strideHeight, strideWidth, filterHeight, filterWidth, padInfo }: ConvInfo): boolean {
  return strideHeight === filterHeight && strideWidth === filterWidth && padInfo.top + padInfo.left === 0;
}

function gradient(lower: (call: LoweringCall, info: ConvInfo) => string): Op {
  return {
    infer: ({ inputs }) => [inputs.input!],
    lower: (call) => {
      const info = poolInfo(call.inputs.input!.dims, call.attrs);
      const result = lower(call, info);
      call.b.describe(result, float32(firstDims(info.inShape)));
      return [toLast(call.b, result)];
    },
  };
}

function cutToSize(b: GraphBuilder, gradient: string, info: ConvInfo): string {
  const ends = [
    [0, 0],
    [info.inHeight, info.inWidth],
    [2, 3],
  ];
  return b.op('Slice', [filledBack(b, gradient, info), ...ends.map((list) => b.constant(int64s(list)))]);
}

/** Pictures padded so that windows fill them, or cut where the last window leaves a rest. */
function filledUp(b: GraphBuilder, picture: string, { padInfo, ...info }: ConvInfo): string {
  const { bottom, right } = padInfo;
  const pads = b.constant(int64s([0, 0, 0, 0, 0, 0, bottom, right]));
  const padded =
    bottom + right > 0 ? b.op('Pad', [picture, pads, b.constant(floats([], [LOWEST]))]) : picture;
  const used = [info.outHeight * info.strideHeight, info.outWidth * info.strideWidth];
  if (used[0] === info.inHeight + bottom && used[1] === info.inWidth + right) return padded;
  return b.op('Slice', [
    padded,
    b.constant(int64s([0, 0])),
    b.constant(int64s(used)),
    b.constant(int64s([2, 3])),
  ]);
}

/** Zero gradients for the rest that no window covered. */
function filledBack(b: GraphBuilder, gradient: string, info: ConvInfo): string {
  const rest = (size: number, out: number, stride: number) => Math.max(size - out * stride, 0);
  const bottom = rest(info.inHeight, info.outHeight, info.strideHeight);
  const right = rest(info.inWidth, info.outWidth, info.strideWidth);
  if (bottom + right === 0) return gradient;
  return b.op('Pad', [gradient, b.constant(int64s([0, 0, 0, 0, 0, 0, bottom, right]))]);
}

interface Cut {
  readonly axis: number;
  readonly parts: number;
  /** The shape once the parts are together again, as Reshape reads it: 0 is as before, -1 is the rest. */
  readonly merged: readonly number[];
}

/**
 * Gives each window's gradient to its largest pixel, the first of equals as tfjs does: first along the
 * width, then along the height. `picture` is cut along an axis into what lies at the same place of each
 * window; a steep HardSigmoid says which of two is larger, for `Where` is slow.
 */
function handOut(b: GraphBuilder, picture: string, gradient: string, [cut, ...rest]: Cut[]): string {
  if (!cut) return gradient;
  const parts = apart(b, picture, cut);
  const best = parts.slice(1).reduce((max, part) => b.op('Max', [max, part]), parts[0]!);
  let left = handOut(b, best, gradient, rest);
  const shares = parts.map((part, i) => {
    if (i === parts.length - 1) return left;
    const others = parts.slice(i + 2).reduce((max, other) => b.op('Max', [max, other]), parts[i + 1]!);
    const wins = b.op('HardSigmoid', [b.op('Sub', [part, others])], { alpha: 3e38, beta: 1 });
    const share = b.op('Mul', [left, wins]);
    left = b.op('Sub', [left, share]);
    return share;
  });
  return together(b, shares, cut);
}

function apart(b: GraphBuilder, value: string, { axis, parts }: Cut): string[] {
  return Array.from({ length: parts }, (_, i) => {
    const lists = [[i], [2 ** 31], [axis], [parts]].map((list) => b.constant(int64s(list)));
    return b.op('Slice', [value, ...lists]);
  });
}

function together(b: GraphBuilder, shares: readonly string[], { axis, merged }: Cut): string {
  const stacked = shares.map((share) => b.op('Unsqueeze', [share, b.constant(int64s([axis + 1]))]));
  return b.op('Reshape', [b.op('Concat', stacked, { axis: { int: axis + 1 } }), b.shape(merged)]);
}

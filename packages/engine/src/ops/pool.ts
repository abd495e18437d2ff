import { EngineError } from '../errors.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import { type ConvInfo, padsOf, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { float32 } from './shapes.ts';

/** Below every number a picture may hold, and far enough from overflow. */
const LOWEST = -1e38;

/** Pooling of pictures and its gradients; those only where windows do not overlap. */
export const pool: OpTable = {
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  MaxPoolGrad: gradient((call, info) => {
    const { b, names } = call;
    const picture = filledUp(b, toFirst(b, names.input!), info);
    return handOut(b, picture, toFirst(b, names.dy!), [
      { axis: 3, parts: info.filterWidth, merged: [0, 0, 0, -1] },
      { axis: 2, parts: info.filterHeight, merged: [0, 0, -1, info.outWidth] },
    ]);
  }),
  AvgPoolGrad: gradient((call, info) => {
    const { b, names } = call;
    if (info.padInfo.right + info.padInfo.bottom > 0) refuse(call.kernel, 'padded windows');
    const share = b.constant(floats([], [1 / (info.filterHeight * info.filterWidth)]));
    return spread(b, b.op('Mul', [toFirst(b, names.dy!), share]), info.filterHeight, info.filterWidth);
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

function gradient(lower: (call: LoweringCall, info: ConvInfo) => string): Op {
  return {
    infer: ({ inputs }) => [inputs.input!],
    lower: (call) => {
      const { b, kernel, inputs, attrs } = call;
      const info = poolInfo(inputs.input!.dims, attrs);
      if (info.strideHeight !== info.filterHeight || info.strideWidth !== info.filterWidth) {
        refuse(kernel, `windows of ${info.filterHeight}x${info.filterWidth} that overlap or leave gaps`);
      }
      if (info.padInfo.top + info.padInfo.left > 0) refuse(kernel, 'windows padded before the first pixel');
      const whole = lower(call, info);
      const ends = b.constant(int64s([info.inHeight, info.inWidth]));
      const cut = b.op('Slice', [
        filledBack(b, whole, info),
        b.constant(int64s([0, 0])),
        ends,
        b.constant(int64s([2, 3])),
      ]);
      b.describe(cut, float32(firstDims(info.inShape)));
      return [toLast(b, cut)];
    },
  };
}

function refuse(kernel: string, what: string): never {
  throw new EngineError(
    'OP_NOT_COVERED',
    `${kernel} of ${what} is not covered. Use the engine 'tfjs', or other windows.`,
  );
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

import { composite } from '../composites/composite.ts';
import { fittedBack } from '../composites/max-pool-gradient.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { floats } from '../graph/graph.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import { type ConvInfo, padsInside, padsOf, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { averagePoolGradient, maxPoolGradient, pixelsInWindows } from './overlapping-pool.ts';
import { float32 } from './shapes.ts';
import { takes } from './types.ts';

/** Pooling of pictures and its gradients; those of windows that do not simply tile the picture are apart. */
export const pool: OpTable = {
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  MaxPoolGrad: gradient(({ b, names }, info) => {
    const [picture, dy] = [toFirst(b, names.input!), toFirst(b, names.dy!)];
    if (!tiles(info)) return maxPoolGradient(b, picture, dy, info);
    return composite(b, 'MaxPoolGradient', [picture, dy], windows(info));
  }),
  AvgPoolGrad: gradient(({ b, names }, info) => {
    const dy = toFirst(b, names.dy!);
    if (!tiles(info) || info.padInfo.right + info.padInfo.bottom > 0) return averagePoolGradient(b, dy, info);
    const share = b.constant(floats([], [1 / (info.filterHeight * info.filterWidth)]));
    const whole = spread(b, b.op('Mul', [dy, share]), info.filterHeight, info.filterWidth);
    return fittedBack(b, whole, windows(info), [2, 3]);
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
    types: takes.floats,
    infer: ({ inputs, attrs }) => [float32(poolInfo(inputs.x!.dims, attrs).outShape)],
    lower: ({ b, names, inputs, attrs }) => {
      const info = poolInfo(inputs.x!.dims, attrs);
      const windows = {
        kernel_shape: [info.filterHeight, info.filterWidth],
        strides: [info.strideHeight, info.strideWidth],
      };
      const x = toFirst(b, names.x!);
      const result = padsInside(info)
        ? b.op(onnx, [x], { ...windows, pads: padsOf(info) })
        : beyond(b, onnx, x, info, windows);
      b.describe(result, float32(firstDims(info.outShape)));
      return [toLast(b, result)];
    },
  };
}

/** ONNX Runtime takes no windows that lie in the padding altogether: there a maximum is of nothing, a mean NaN. */
function beyond(
  b: GraphBuilder,
  onnx: string,
  x: string,
  info: ConvInfo,
  windows: Readonly<Record<string, readonly number[]>>,
): string {
  const [top, left, bottom, right] = padsOf(info) as [number, number, number, number];
  const average = onnx === 'AveragePool';
  const pads = [
    [0, 0],
    [0, 0],
    [top, bottom],
    [left, right],
  ] as const;
  const pooled = b.op(onnx, [b.pad(x, pads, floats([], [average ? 0 : -Infinity]))], windows);
  if (!average) return pooled;
  const size = info.filterHeight * info.filterWidth;
  const shares = Float32Array.from(pixelsInWindows(info), (pixels) => size / pixels);
  return b.op('Mul', [pooled, b.constant(floats([1, 1, info.outHeight, info.outWidth], shares))]);
}

/** Whether windows lie side by side from the first pixel on. */
function tiles({ strideHeight, strideWidth, filterHeight, filterWidth, padInfo }: ConvInfo): boolean {
  return strideHeight === filterHeight && strideWidth === filterWidth && padInfo.top + padInfo.left === 0;
}

function gradient(lower: (call: LoweringCall, info: ConvInfo) => string): Op {
  return {
    types: takes.floats,
    infer: ({ inputs }) => [inputs.input!],
    lower: (call) => {
      const info = poolInfo(call.inputs.input!.dims, call.attrs);
      const result = lower(call, info);
      call.b.describe(result, float32(firstDims(info.inShape)));
      return [toLast(call.b, result)];
    },
  };
}

function windows(info: ConvInfo) {
  return {
    picture: firstDims(info.inShape),
    window: [info.filterHeight, info.filterWidth],
    count: [info.outHeight, info.outWidth],
  };
}

import { composite } from '../composites/composite.ts';
import { fittedBack } from '../composites/max-pool-gradient.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { firstDims, toFirst, toLast } from '../graph/channels-first.ts';
import { floats } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import { type ConvInfo, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { averagePoolGradient, maxPoolGradient } from './overlapping-pool.ts';
import { cut, padded, type Reach, reachOf, windowsOf } from './reach.ts';
import { float32, sameDims } from './shapes.ts';
import { takes } from './types.ts';

/** Pooling of pictures and its gradients; those of windows that do not simply tile the picture are apart. */
export const pool: OpTable = {
  MaxPool: pooling('MaxPool', Number.NEGATIVE_INFINITY),
  AvgPool: pooling('AveragePool', Number.NaN),
  MaxPoolGrad: gradient(({ b, names }, dy, reaches, channels) => {
    const picture = cut(b, toFirst(b, names.input!), reaches, 'unseen');
    if (!reaches.every(tiles)) return maxPoolGradient(b, picture, dy, reaches);
    return composite(b, 'MaxPoolGradient', [picture, dy], tilesOf(reaches, channels));
  }),
  AvgPoolGrad: gradient(({ b }, dy, reaches, channels) => {
    if (!reaches.every((reach) => tiles(reach) && reach.after === 0))
      return averagePoolGradient(b, dy, reaches);
    const [height, width] = reaches;
    const share = b.constant(floats([], [1 / (height.size * width.size)]));
    const whole = spread(b, b.op('Mul', [dy, share]), height.size, width.size);
    return fittedBack(b, whole, tilesOf(reaches, channels), [2, 3]);
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

type Reaches = readonly [height: Reach, width: Reach];

function reachesOf(info: ConvInfo): Reaches {
  const [height, width] = windowsOf(info);
  return [reachOf(height), reachOf(width)];
}

/** @param ofNothing what a window gives that sees no pixel. */
function pooling(onnx: OnnxOp, ofNothing: number): Op {
  return {
    types: takes.floats,
    ofNothing,
    infer: ({ inputs, attrs }) => [float32(poolInfo(inputs.x!.dims, attrs).outShape)],
    lower: ({ b, names, inputs, attrs }) => {
      const info = poolInfo(inputs.x!.dims, attrs);
      // tfjs takes windows of one pixel for the picture itself where they are as many.
      if (info.filterHeight * info.filterWidth === 1 && sameDims(info.inShape, info.outShape))
        return [names.x!];
      const reaches = reachesOf(info);
      if (reaches.some(({ count }) => count === 0)) return [b.fill(ofNothing, float32(info.outShape))];
      const [height, width] = reaches;
      const pooled = b.op(onnx, [cut(b, toFirst(b, names.x!), reaches, 'unseen')], {
        kernel_shape: [height.size, width.size],
        strides: [height.stride, width.stride],
        pads: [height.before, width.before, height.after, width.after],
      });
      const result = padded(b, pooled, reaches, 'blind', ofNothing);
      b.describe(result, float32(firstDims(info.outShape)));
      return [toLast(b, result)];
    },
  };
}

/** @param lower gets the gradient of the windows that see something, and gives that of the pixels that are seen. */
function gradient(
  lower: (call: LoweringCall, dy: string, reaches: Reaches, channels: readonly number[]) => string,
): Op {
  return {
    types: takes.floats,
    ofNothing: 0,
    infer: ({ inputs }) => [inputs.input!],
    lower: (call) => {
      const { b, names, inputs, attrs } = call;
      const info = poolInfo(inputs.input!.dims, attrs);
      const reaches = reachesOf(info);
      if (reaches.some(({ count }) => count === 0)) return [b.fill(0, float32(info.inShape))];
      const dy = cut(b, toFirst(b, names.dy!), reaches, 'blind');
      const seen = lower(call, dy, reaches, [info.batchSize, info.inChannels]);
      const result = padded(b, seen, reaches, 'unseen', 0);
      b.describe(result, float32(firstDims(info.inShape)));
      return [toLast(b, result)];
    },
  };
}

/** Whether windows lie side by side from the first pixel on. */
function tiles({ size, stride, before }: Reach): boolean {
  return stride === size && before === 0;
}

function tilesOf(reaches: Reaches, channels: readonly number[]) {
  return {
    picture: [...channels, ...reaches.map(({ length }) => length)],
    window: reaches.map(({ size }) => size),
    count: reaches.map(({ count }) => count),
  };
}

import { composite } from '../composites/composite.ts';
import { fittedBack } from '../composites/max-pool-gradient.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { floats } from '../graph/graph.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import { type ConvInfo, padsOf, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { averagePoolGradient, maxPoolGradient } from './overlapping-pool.ts';
import { float32 } from './shapes.ts';

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

function windows(info: ConvInfo) {
  return {
    picture: firstDims(info.inShape),
    window: [info.filterHeight, info.filterWidth],
    count: [info.outHeight, info.outWidth],
  };
}

import { composite } from '../composites/composite.ts';
import { fittedBack } from '../composites/max-pool-gradient.ts';
import { EngineError } from '../errors.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { floats } from '../graph/graph.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import { type ConvInfo, padsOf, poolInfo } from './conv-info.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { float32 } from './shapes.ts';

/** Pooling of pictures and its gradients; those only where windows do not overlap. */
export const pool: OpTable = {
  MaxPool: pooling('MaxPool'),
  AvgPool: pooling('AveragePool'),
  MaxPoolGrad: gradient(({ b, names }, info) =>
    composite(b, 'MaxPoolGradient', [toFirst(b, names.input!), toFirst(b, names.dy!)], windows(info)),
  ),
  AvgPoolGrad: gradient((call, info) => {
    const { b, names } = call;
    if (info.padInfo.right + info.padInfo.bottom > 0) refuse(call.kernel, 'padded windows');
    const share = b.constant(floats([], [1 / (info.filterHeight * info.filterWidth)]));
    const dy = b.op('Mul', [toFirst(b, names.dy!), share]);
    const whole = spread(b, dy, info.filterHeight, info.filterWidth);
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
      const result = lower(call, info);
      b.describe(result, float32(firstDims(info.inShape)));
      return [toLast(b, result)];
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

function refuse(kernel: string, what: string): never {
  throw new EngineError(
    'OP_NOT_COVERED',
    `${kernel} of ${what} is not covered. Use the engine 'tfjs', or other windows.`,
  );
}

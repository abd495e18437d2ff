import type { DataType, ValueInfo } from '../graph/graph.ts';
import { int64s } from '../graph/graph.ts';
import type { KernelCall, LoweringCall, Op, OpTable } from './op.ts';
import { normalizeAxes } from './shapes.ts';

/** Kernels that shrink axes, and softmax, which needs one. */
export const reduce: OpTable = {
  Sum: reduction('ReduceSum'),
  Mean: mean(),
  Max: reduction('ReduceMax'),
  Min: reduction('ReduceMin'),
  Prod: reduction('ReduceProd'),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Softmax: { infer: ({ inputs }) => [inputs.logits!], lower: lastAxis('Softmax') },
  LogSoftmax: { infer: ({ inputs }) => [inputs.logits!], lower: lastAxis('LogSoftmax') },
};

/** tfjs calls the axes of `Max` by another name. */
function axesOf(attrs: KernelCall['attrs']): unknown {
  return attrs.axis ?? attrs.reductionIndices;
}

function reduction(onnx: string): Op {
  return {
    infer: (call) => [{ type: call.inputs.x!.type, dims: left(call, call.attrs.keepDims === true) }],
    lower: ({ b, names, inputs, attrs }) => {
      const axes = normalizeAxes(axesOf(attrs), inputs.x!.dims.length);
      if (axes.length === 0) return [names.x!];
      const keepdims = { int: attrs.keepDims ? 1 : 0 };
      return [b.op(onnx, [names.x!, b.constant(int64s(axes))], { keepdims })];
    },
  };
}

/** tfjs's means are floats, of bools too: the accuracy is the mean of what is equal. */
function mean(): Op {
  const { infer, lower } = reduction('ReduceMean');
  return {
    infer: (call) => infer(call).map(({ dims }) => ({ type: 'float32', dims })),
    lower: (call) => {
      const { b, names, inputs } = call;
      if (inputs.x!.type === 'float32') return lower(call);
      return lower({ ...call, names: { ...names, x: b.cast(names.x!, 'float32') } });
    },
  };
}

function argument(onnx: string): Op {
  return {
    infer: (call) => [{ type: 'int32' as DataType, dims: left(call, false) }],
    lower: ({ b, names, inputs, attrs }) => {
      const [axis] = normalizeAxes(attrs.axis ?? 0, inputs.x!.dims.length);
      const found = b.op(onnx, [names.x!], { axis: { int: axis! }, keepdims: { int: 0 } });
      return [b.cast(found, 'int32')];
    },
  };
}

function left({ inputs, attrs }: KernelCall, keep: boolean): number[] {
  const { dims } = inputs.x as ValueInfo;
  const axes = new Set(normalizeAxes(axesOf(attrs), dims.length));
  return keep ? dims.map((dim, i) => (axes.has(i) ? 1 : dim)) : dims.filter((_, i) => !axes.has(i));
}

function lastAxis(onnx: string) {
  return ({ b, names }: LoweringCall) => [b.op(onnx, [names.logits!], { axis: { int: -1 } })];
}

import type { DataType, ValueInfo } from '../graph/graph.ts';
import { int64s } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { KernelCall, Op, OpTable } from './op.ts';
import { normalizeAxes } from './shapes.ts';
import { type Types, takes } from './types.ts';

/** Kernels that shrink axes, and softmax, which needs one. */
export const reduce: OpTable = {
  Sum: reduction('ReduceSum', takes.allCounted, 0),
  Mean: reduction('ReduceMean', takes.allAsFloats, 0),
  Max: extreme('ReduceMax'),
  Min: extreme('ReduceMin'),
  Prod: reduction('ReduceProd', takes.allCounted, 1),
  ArgMax: argument('ArgMax'),
  ArgMin: argument('ArgMin'),
  Softmax: lastAxis('Softmax', takes.floats),
  LogSoftmax: lastAxis('LogSoftmax', takes.numbersAsFloats),
};

/** tfjs calls the axes of `Max` by another name. */
function axesOf(attrs: KernelCall['attrs']): unknown {
  return attrs.axis ?? attrs.reductionIndices;
}

function reduction(onnx: OnnxOp, types: Types, ofNothing: number): Op {
  return {
    types,
    ofNothing,
    infer: (call) => [{ type: call.inputs.x!.type, dims: left(call, call.attrs.keepDims === true) }],
    lower: ({ b, names, inputs, attrs }) => {
      const axes = normalizeAxes(axesOf(attrs), inputs.x!.dims.length);
      if (axes.length === 0) return [names.x!];
      const keepdims = { int: attrs.keepDims ? 1 : 0 };
      return [b.op(onnx, [names.x!, b.constant(int64s(axes))], { keepdims })];
    },
  };
}

/**
 * ONNX Runtime's maximum passes over a NaN, unless it comes first. A sum passes over none, and of numbers held
 * between -1 and 1 it is finite: times 0 it is NaN, or nothing.
 */
function extreme(onnx: OnnxOp): Op {
  const op = reduction(onnx, takes.allCountedBack, Number.NaN);
  const sum = reduction('ReduceSum', takes.floats, 0);
  return {
    ...op,
    lower: (call) => {
      const { b, names, inputs } = call;
      const [found] = op.lower(call) as [string];
      if (inputs.x!.type !== 'float32' || found === names.x) return [found];
      const held = b.op('Clip', [names.x!, b.number(-1), b.number(1)]);
      const [total] = sum.lower({ ...call, names: { x: held } }) as [string];
      return [b.op('Add', [found, b.op('Mul', [total, b.number(0)])])];
    },
  };
}

function argument(onnx: OnnxOp): Op {
  return {
    types: takes.allCounted,
    ofNothing: 0,
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

function lastAxis(onnx: OnnxOp, types: Types): Op {
  return {
    types,
    infer: ({ inputs }) => [inputs.logits!],
    lower: ({ b, names }) => [b.op(onnx, [names.logits!], { axis: { int: -1 } })],
  };
}

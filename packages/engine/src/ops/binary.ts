import type { DataType } from '../graph/graph.ts';
import { floats } from '../graph/graph.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { broadcast } from './shapes.ts';

/** Elementwise kernels of two or more tensors, with broadcasting. */
export const binary: OpTable = {
  Add: plain('Add'),
  AddN: {
    infer: ({ inputs }) => [inputs['0']!],
    lower: ({ b, names }) => [b.op('Sum', Object.values(names))],
  },
  Sub: plain('Sub'),
  Multiply: plain('Mul'),
  RealDiv: plain('Div'),
  Pow: plain('Pow'),
  Maximum: plain('Max'),
  Minimum: plain('Min'),
  SquaredDifference: pair((call) => {
    const difference = call.b.op('Sub', [call.names.a!, call.names.b!]);
    return call.b.op('Mul', [difference, difference]);
  }),
  Equal: plain('Equal', 'bool'),
  NotEqual: pair(({ b, names }) => b.op('Not', [b.op('Equal', [names.a!, names.b!])]), 'bool'),
  Greater: plain('Greater', 'bool'),
  GreaterEqual: plain('GreaterOrEqual', 'bool'),
  Less: plain('Less', 'bool'),
  LessEqual: plain('LessOrEqual', 'bool'),
  LogicalAnd: plain('And', 'bool'),
  LogicalOr: plain('Or', 'bool'),
  /** x if alpha is 0 or more, else alpha times x. */
  Prelu: {
    infer: ({ inputs }) => [inputs.x!],
    lower: ({ b, names }) => [b.op('PRelu', [names.x!, names.alpha!])],
  },
  /** dy where y >= 0, else dy * (y + 1). */
  EluGrad: {
    infer: ({ inputs }) => [inputs.y!],
    lower: ({ b, names }) => {
      const slope = b.op('Add', [
        b.op('Min', [names.y!, b.constant(floats([], [0]))]),
        b.constant(floats([], [1])),
      ]);
      return [b.op('Mul', [names.dy!, slope])];
    },
  },
  Select: {
    infer: ({ inputs }) => [inputs.t!],
    lower: ({ b, names }) => [b.op('Where', [names.condition!, names.t!, names.e!])],
  },
};

function plain(onnx: string, type?: DataType): Op {
  return pair(({ b, names }) => b.op(onnx, [names.a!, names.b!]), type);
}

function pair(lower: (call: LoweringCall) => string, type?: DataType): Op {
  return {
    infer: ({ inputs: { a, b } }) => [{ type: type ?? a!.type, dims: broadcast(a!.dims, b!.dims) }],
    lower: (call) => [lower(call)],
  };
}

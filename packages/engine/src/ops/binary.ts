import type { DataType } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { broadcast } from './shapes.ts';
import { type Types, takes } from './types.ts';

/** Elementwise kernels of two or more tensors, with broadcasting. */
export const binary: OpTable = {
  Add: plain('Add', takes.numbers),
  AddN: {
    types: takes.numbers,
    infer: ({ inputs }) => [inputs['0']!],
    lower: ({ b, names, inputs }) => {
      const values = Object.values(names);
      // Sum is of floats only.
      if (inputs['0']!.type === 'float32') return [b.op('Sum', values)];
      return [values.reduce((sum, value) => b.op('Add', [sum, value]))];
    },
  },
  Sub: plain('Sub', takes.numbers),
  Multiply: plain('Mul', takes.allCountedBack),
  RealDiv: plain('Div', takes.allTruncated),
  Pow: pair(takes.allCountedBack, power),
  Maximum: plain('Max', takes.allCounted),
  Minimum: plain('Min', takes.allCounted),
  SquaredDifference: pair(takes.allCountedBack, (call) => {
    const difference = call.b.op('Sub', [call.names.a!, call.names.b!]);
    return call.b.op('Mul', [difference, difference]);
  }),
  Equal: plain('Equal', takes.allCounted, 'bool'),
  NotEqual: pair(
    takes.allCounted,
    ({ b, names }) => b.op('Not', [b.op('Equal', [names.a!, names.b!])]),
    'bool',
  ),
  Greater: plain('Greater', takes.allCounted, 'bool'),
  GreaterEqual: plain('GreaterOrEqual', takes.allCounted, 'bool'),
  Less: plain('Less', takes.allCounted, 'bool'),
  LessEqual: plain('LessOrEqual', takes.allCounted, 'bool'),
  LogicalAnd: plain('And', takes.bools),
  LogicalOr: plain('Or', takes.bools),
  /** x if alpha is 0 or more, else alpha times x. */
  Prelu: {
    types: takes.allAsFloats,
    infer: ({ inputs }) => [inputs.x!],
    lower: ({ b, names }) => [b.op('PRelu', [names.x!, names.alpha!])],
  },
  /** dy where y >= 0, else dy * (y + 1). */
  EluGrad: {
    types: takes.floats,
    infer: ({ inputs }) => [inputs.y!],
    lower: ({ b, names }) => {
      const slope = b.op('Add', [b.op('Min', [names.y!, b.number(0)]), b.number(1)]);
      return [b.op('Mul', [names.dy!, slope])];
    },
  },
  Select: {
    types: takes.allCountedBack,
    fixed: { condition: 'bool' },
    infer: ({ inputs }) => [inputs.t!],
    lower: ({ b, names }) => [b.op('Where', [names.condition!, names.t!, names.e!])],
  },
};

/** Whole numbers have no infinity: 0 to a power below 0 is 0, as in tfjs. */
function power({ b, names, inputs }: LoweringCall): string {
  const result = b.op('Pow', [names.a!, names.b!]);
  if (inputs.a!.type === 'float32') return result;
  const zero = b.number(0, 'int32');
  const infinite = b.op('And', [b.op('Equal', [names.a!, zero]), b.op('Less', [names.b!, zero])]);
  return b.op('Where', [infinite, zero, result]);
}

function plain(onnx: OnnxOp, types: Types, type?: DataType): Op {
  return pair(types, ({ b, names }) => b.op(onnx, [names.a!, names.b!]), type);
}

function pair(types: Types, lower: (call: LoweringCall) => string, type?: DataType): Op {
  return {
    types,
    infer: ({ inputs: { a, b } }) => [{ type: type ?? a!.type, dims: broadcast(a!.dims, b!.dims) }],
    lower: (call) => [lower(call)],
  };
}

import type { DataType } from '../graph/graph.ts';
import { floats, int32s, int64s } from '../graph/graph.ts';
import type { KernelCall, LoweringCall, Op, OpTable } from './op.ts';
import { broadcast, normalizeAxes } from './shapes.ts';
import { takes } from './types.ts';
import { toWhole } from './whole-numbers.ts';

/** Division with whole results, tests of single numbers, and what holds for all or any of them. */
export const whole: OpTable = {
  /** With the sign of the divisor, as in Python. ONNX knows only the dividend's, for floats. */
  Mod: {
    types: takes.allCountedBack,
    infer: ({ inputs: { a, b } }) => [{ type: a!.type, dims: broadcast(a!.dims, b!.dims) }],
    lower: (call) => {
      const { b, names, inputs } = call;
      if (inputs.a!.type !== 'float32') return [b.op('Mod', [names.a!, divisor(call)])];
      const rest = (value: string) => b.op('Mod', [value, names.b!], { fmod: { int: 1 } });
      return [rest(b.op('Add', [rest(names.a!), names.b!]))];
    },
  },
  FloorDiv: {
    types: takes.allCounted,
    infer: ({ inputs: { a, b } }) => [{ type: 'int32', dims: broadcast(a!.dims, b!.dims) }],
    lower: (call) => {
      const { b, names, inputs } = call;
      if (inputs.a!.type === 'float32')
        return [toWhole(b, b.op('Floor', [b.op('Div', [names.a!, names.b!])]))];
      const by = divisor(call);
      const quotient = b.op('Div', [b.op('Sub', [names.a!, b.op('Mod', [names.a!, by])]), by]);
      const zero = b.number(0, 'int32');
      return [b.op('Where', [b.op('Equal', [names.b!, zero]), zero, quotient])];
    },
  },
  IsNan: test((call) => call.b.op('IsNaN', [call.names.x!])),
  IsInf: test((call) => call.b.op('IsInf', [call.names.x!])),
  IsFinite: test(({ b, names }) => {
    return b.op('Not', [b.op('Or', [b.op('IsNaN', [names.x!]), b.op('IsInf', [names.x!])])]);
  }),
  All: quantifier('ReduceMin'),
  Any: quantifier('ReduceMax'),
  Range: sequence(({ attrs }) => {
    const { start, stop, step } = attrs as Record<string, number>;
    const count = Math.max(0, Math.ceil((stop! - start!) / step!));
    return Array.from({ length: count }, (_, i) => start! + i * step!);
  }),
  LinSpace: sequence(({ attrs }) => {
    const { start, stop, num } = attrs as Record<string, number>;
    return Array.from({ length: num! }, (_, i) => start! + (i * (stop! - start!)) / Math.max(num! - 1, 1));
  }),
};

/** Integers divided by 0 end the process. By 1 nothing is left over, which is what tfjs says of 0. */
function divisor({ b, names }: LoweringCall): string {
  const zero = b.op('Equal', [names.b!, b.number(0, 'int32')]);
  return b.op('Where', [zero, b.number(1, 'int32'), names.b!]);
}

function test(lower: (call: LoweringCall) => string): Op {
  return {
    types: takes.allAsFloats,
    infer: ({ inputs }) => [{ ...inputs.x!, type: 'bool' }],
    lower: (call) => [lower(call)],
  };
}

function quantifier(onnx: string): Op {
  const axesOf = ({ inputs, attrs }: KernelCall) => normalizeAxes(attrs.axis, inputs.x!.dims.length);
  return {
    types: takes.boolsCountedBack,
    ofNothing: 0,
    infer: (call) => {
      const axes = axesOf(call);
      const { dims } = call.inputs.x!;
      const kept = dims.map((dim, i) => (axes.includes(i) ? 1 : dim));
      return [{ type: 'int32', dims: call.attrs.keepDims ? kept : dims.filter((_, i) => !axes.includes(i)) }];
    },
    lower: (call) => {
      const { b, names, attrs } = call;
      const axes = axesOf(call);
      if (axes.length === 0) return [names.x!];
      const keepdims = { int: attrs.keepDims ? 1 : 0 };
      return [b.op(onnx, [names.x!, b.constant(int64s(axes))], { keepdims })];
    },
  };
}

/** Numbers that are known when the function is traced. */
function sequence(numbersOf: (call: KernelCall) => number[]): Op {
  const typeOf = ({ attrs }: KernelCall) => (attrs.dtype as DataType | undefined) ?? 'float32';
  return {
    types: takes.nothing,
    infer: (call) => [{ type: typeOf(call), dims: [numbersOf(call).length] }],
    lower: (call) => {
      const numbers = numbersOf(call);
      const dims = [numbers.length];
      return [call.b.constant(typeOf(call) === 'int32' ? int32s(dims, numbers) : floats(dims, numbers))];
    },
  };
}

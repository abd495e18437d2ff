import type { GraphBuilder } from '../graph/builder.ts';
import type { DataType } from '../graph/graph.ts';
import { floats, int32s, int64s } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
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
      return [floatRest(b, names.a!, names.b!)];
    },
  },
  FloorDiv: {
    types: takes.allCounted,
    infer: ({ inputs: { a, b } }) => [{ type: 'int32', dims: broadcast(a!.dims, b!.dims) }],
    lower: (call) => {
      const { b, names, inputs } = call;
      if (inputs.a!.type === 'float32') return [floatQuotient(b, names.a!, names.b!)];
      const by = divisor(call);
      const below = (value: string) => b.op('Less', [value, b.number(0, 'int32')]);
      const mixed = b.op('Xor', [below(names.a!), below(by)]);
      const exact = b.op('Equal', [b.op('Mod', [names.a!, by]), b.number(0, 'int32')]);
      const less = b.cast(b.op('And', [mixed, b.op('Not', [exact])]), 'int32');
      const quotient = b.op('Sub', [b.op('Div', [names.a!, by]), less]);
      const is = (value: number) => b.op('Equal', [names.b!, b.number(value, 'int32')]);
      const negated = b.op('Where', [is(-1), b.op('Neg', [names.a!]), quotient]);
      return [b.op('Where', [is(0), b.number(0, 'int32'), negated])];
    },
  },
  IsNan: test((call) => call.b.op('IsNaN', [call.names.x!])),
  IsInf: test((call) => call.b.op('IsInf', [call.names.x!])),
  IsFinite: test(({ b, names }) => {
    return b.op('Not', [b.op('Or', [b.op('IsNaN', [names.x!]), b.op('IsInf', [names.x!])])]);
  }),
  All: quantifier('ReduceMin'),
  Any: quantifier('ReduceMax'),
  /** By tfjs's own rules: a step of 1 goes down too, larger ones do not, and smaller ones go away from the end. */
  Range: sequence(({ attrs }) => {
    const { start, stop, step } = attrs as { start: number; stop: number; step: number };
    const nothing = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
    const count = nothing ? 0 : Math.abs(Math.ceil((stop - start) / step));
    return { start, step: stop < start && step === 1 ? -1 : step, count };
  }),
  LinSpace: sequence(({ attrs }) => {
    const { start, stop, num } = attrs as { start: number; stop: number; num: number };
    return { start, step: (stop - start) / (num - 1), count: num };
  }),
};

/**
 * Integers divided by 0, and the smallest one by -1, end the process. By 1 nothing is left over, nor by -1, and
 * tfjs says the same of 0.
 */
function divisor({ b, names }: LoweringCall): string {
  const is = (value: number) => b.op('Equal', [names.b!, b.number(value, 'int32')]);
  return b.op('Where', [b.op('Or', [is(0), is(-1)]), b.number(1, 'int32'), names.b!]);
}

/** What is left over with the dividend's sign, which is exact, and whether the divisor has another. */
function divided(b: GraphBuilder, dividend: string, by: string) {
  const below = (value: string) => b.op('Less', [value, b.number(0)]);
  return {
    rest: b.op('Mod', [dividend, by], { fmod: { int: 1 } }),
    mixed: b.op('Xor', [below(dividend), below(by)]),
  };
}

/** tfjs adds the divisor in double precision: there a rest below its last digit is lost. */
function floatRest(b: GraphBuilder, dividend: string, by: string): string {
  const { rest, mixed } = divided(b, dividend, by);
  const lost = b.op('LessOrEqual', [
    b.op('Abs', [rest]),
    b.op('Mul', [b.op('Abs', [by]), b.number(2 ** -54)]),
  ]);
  // Of an infinite divisor that is NaN.
  const nothing = b.op('Div', [by, b.number(Number.POSITIVE_INFINITY)]);
  const added = b.op('Where', [lost, nothing, b.op('Add', [rest, by])]);
  return b.op('Where', [mixed, added, rest]);
}

/** Rounded down from what divides without rest: the quotient itself may be rounded up to the next whole number. */
function floatQuotient(b: GraphBuilder, dividend: string, by: string): string {
  const { rest, mixed } = divided(b, dividend, by);
  const whole = b.op('Round', [b.op('Div', [b.op('Sub', [dividend, rest]), by])]);
  // A quotient by an infinite divisor is nothing.
  const none = b.op('Or', [b.op('Equal', [rest, b.number(0)]), b.op('IsInf', [by])]);
  const some = b.op('Not', [none]);
  const less = b.cast(b.op('And', [mixed, some]), 'float32');
  return toWhole(b, b.op('Sub', [whole, less]));
}

function test(lower: (call: LoweringCall) => string): Op {
  return {
    types: takes.allAsFloats,
    infer: ({ inputs }) => [{ ...inputs.x!, type: 'bool' }],
    lower: (call) => [lower(call)],
  };
}

function quantifier(onnx: OnnxOp): Op {
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

interface Steps {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Numbers that are known when the function is traced. Each is rounded before the next is counted from it, as in tfjs. */
function sequence(stepsOf: (call: KernelCall) => Steps): Op {
  const typeOf = ({ attrs }: KernelCall) => (attrs.dtype as DataType | undefined) ?? 'float32';
  return {
    types: takes.nothing,
    infer: (call) => [{ type: typeOf(call), dims: [stepsOf(call).count] }],
    lower: (call) => {
      const { start, step, count } = stepsOf(call);
      const tensor =
        typeOf(call) === 'int32'
          ? int32s([count], new Int32Array(count))
          : floats([count], new Float32Array(count));
      tensor.data[0] = start;
      for (let i = 1; i < count; i++) tensor.data[i] = (tensor.data[i - 1] as number) + step;
      return [call.b.constant(tensor)];
    },
  };
}

import { composite } from '../composites/composite.ts';
import type { OnnxOp } from '../graph/operators.ts';
import { step } from '../graph/step.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';
import { type Types, takes } from './types.ts';

const [INT32_MIN, INT32_MAX] = [-(2 ** 31), 2 ** 31 - 1];

/** Kernels of one tensor that keep its shape and type. */
export const unary: OpTable = {
  Abs: plain('Abs', takes.allCountedBack),
  Ceil: plain('Ceil', takes.floats),
  Cos: plain('Cos', takes.floats),
  Elu: accurate('Elu', takes.floats),
  Erf: plain('Erf', takes.numbersAsFloats),
  Exp: plain('Exp', takes.allAsFloats),
  Expm1: accurate('Expm1', takes.allTruncated),
  Floor: plain('Floor', takes.floats),
  LeakyRelu: keep(takes.allAsFloats, ({ b, names, attrs }) =>
    b.op('LeakyRelu', [names.x!], { alpha: attrs.alpha as number }),
  ),
  Log: plain('Log', takes.floats),
  Log1p: accurate('Log1p', takes.allTruncated),
  LogicalNot: plain('Not', takes.bools),
  Neg: plain('Neg', takes.allCountedBack),
  Reciprocal: plain('Reciprocal', takes.allTruncated),
  Relu: keep(takes.allCountedBack, relu),
  Relu6: keep(takes.allCountedBack, (call) => clip(call, 0, 6)),
  ClipByValue: keep(takes.numbers, (call) => {
    const { clipValueMin, clipValueMax } = call.attrs as Record<string, number>;
    return clip(call, clipValueMin!, clipValueMax!);
  }),
  Round: keep(takes.anything, ({ b, names, inputs }) =>
    inputs.x!.type === 'float32' ? b.op('Round', [names.x!]) : names.x!,
  ),
  Rsqrt: keep(takes.floats, ({ b, names }) => b.op('Reciprocal', [b.op('Sqrt', [names.x!])])),
  Selu: accurate('Selu', takes.allTruncated),
  Sigmoid: accurate('Sigmoid', takes.floats),
  Sign: plain('Sign', takes.allCountedBack),
  Sin: plain('Sin', takes.floats),
  Softplus: accurate('Softplus', takes.allTruncated),
  Sqrt: plain('Sqrt', takes.floats),
  Square: keep(takes.allCountedBack, ({ b, names }) => b.op('Mul', [names.x!, names.x!])),
  Step: keep(takes.allTruncated, leakyStep),
  Tanh: plain('Tanh', takes.floats),
};

/** 1 above zero, and `alpha` at zero and below. */
function leakyStep({ b, names, attrs }: LoweringCall): string {
  const mask = step(b, names.x!, 0);
  const alpha = (attrs.alpha as number | undefined) ?? 0;
  if (alpha === 0) return mask;
  const scaled = b.op('Mul', [mask, b.number(1 - alpha)]);
  return b.op('Add', [scaled, b.number(alpha)]);
}

/** Numbers that are not whole bound whole ones where tfjs cuts what is behind the point. */
function clip({ b, names, inputs }: LoweringCall, min: number, max: number): string {
  const { type } = inputs.x!;
  const bounds = [min, max].map((bound) => {
    const held = type === 'int32' ? Math.trunc(Math.min(Math.max(bound, INT32_MIN), INT32_MAX)) : bound;
    return b.number(held, type);
  });
  return b.op('Clip', [names.x!, ...bounds]);
}

/** See `composites/accurate.ts`. */
function accurate(op: string, types: Types): Op {
  return keep(types, ({ b, names }) => composite(b, op, [names.x!], {}));
}

function relu({ b, names, inputs }: LoweringCall): string {
  const { type } = inputs.x!;
  return type === 'float32' ? b.op('Relu', [names.x!]) : b.op('Max', [names.x!, b.number(0, type)]);
}

function plain(onnx: OnnxOp, types: Types): Op {
  return keep(types, ({ b, names }) => b.op(onnx, [names.x!]));
}

function keep(types: Types, lower: (call: LoweringCall) => string): Op {
  return { types, infer: ({ inputs }) => [inputs.x!], lower: (call) => [lower(call)] };
}

import { composite } from '../composites/composite.ts';
import { floats } from '../graph/graph.ts';
import type { LoweringCall, Op, OpTable } from './op.ts';

/** Kernels of one tensor that keep its shape and type. */
export const unary: OpTable = {
  Abs: plain('Abs'),
  Ceil: plain('Ceil'),
  Cos: plain('Cos'),
  Elu: accurate('Elu'),
  Erf: plain('Erf'),
  Exp: plain('Exp'),
  Expm1: accurate('Expm1'),
  Floor: plain('Floor'),
  LeakyRelu: keep(({ b, names, attrs }) => b.op('LeakyRelu', [names.x!], { alpha: attrs.alpha as number })),
  Log: plain('Log'),
  Log1p: accurate('Log1p'),
  LogicalNot: plain('Not'),
  Neg: plain('Neg'),
  Reciprocal: plain('Reciprocal'),
  Relu: plain('Relu'),
  Relu6: clip(() => [0, 6]),
  ClipByValue: clip(({ attrs }) => [attrs.clipValueMin as number, attrs.clipValueMax as number]),
  Round: plain('Round'),
  Rsqrt: keep(({ b, names }) => b.op('Reciprocal', [b.op('Sqrt', [names.x!])])),
  Selu: accurate('Selu'),
  Sigmoid: accurate('Sigmoid'),
  Sign: plain('Sign'),
  Sin: plain('Sin'),
  Softplus: accurate('Softplus'),
  Sqrt: plain('Sqrt'),
  Square: keep(({ b, names }) => b.op('Mul', [names.x!, names.x!])),
  Step: keep(step),
  Tanh: plain('Tanh'),
};

/** `Where` is slow in ONNX Runtime; a HardSigmoid this steep is 0 at and below zero and 1 above. */
function step({ b, names, attrs }: LoweringCall): string {
  const mask = b.op('HardSigmoid', [names.x!], { alpha: 3e38, beta: 0 });
  const alpha = (attrs.alpha as number | undefined) ?? 0;
  if (alpha === 0) return mask;
  const scaled = b.op('Mul', [mask, b.constant(floats([], [1 - alpha]))]);
  return b.op('Add', [scaled, b.constant(floats([], [alpha]))]);
}

function clip(range: (call: LoweringCall) => [number, number]): Op {
  return keep((call) => {
    const { b, names } = call;
    return b.op('Clip', [names.x!, ...range(call).map((bound) => b.constant(floats([], [bound])))]);
  });
}

function plain(onnx: string): Op {
  return keep(({ b, names }) => b.op(onnx, [names.x!]));
}

/** See `composites/accurate.ts`. */
function accurate(op: string): Op {
  return keep(({ b, names }) => composite(b, op, [names.x!], {}));
}

function keep(lower: (call: LoweringCall) => string): Op {
  return { infer: ({ inputs }) => [inputs.x!], lower: (call) => [lower(call)] };
}

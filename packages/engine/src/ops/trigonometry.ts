import type { GraphBuilder } from '../graph/builder.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { Op, OpTable } from './op.ts';
import { broadcast, float32 } from './shapes.ts';
import { type Types, takes } from './types.ts';

/** Angles and their inverses. Sine, cosine and tanh are among the other unary kernels. */
export const trigonometry: OpTable = {
  Acos: plain('Acos', takes.allTruncated),
  Acosh: plain('Acosh', takes.allTruncated),
  Asin: plain('Asin', takes.allTruncated),
  Asinh: plain('Asinh', takes.allTruncated),
  Atan: plain('Atan', takes.allTruncated),
  Atanh: plain('Atanh', takes.allTruncated),
  Cosh: plain('Cosh', takes.floats),
  Sinh: plain('Sinh', takes.allTruncated),
  Tan: plain('Tan', takes.floats),
  /** The angle of the point (b, a), in all four quadrants. ONNX has none. */
  Atan2: {
    types: takes.allTruncated,
    infer: ({ inputs: { a, b } }) => [float32(broadcast(a!.dims, b!.dims))],
    lower: ({ b, names }) => [angle(b, names.a!, names.b!)],
  },
};

/** By the sizes of the sides, and then by their signs, those of zeros too. `Where` keeps no sign of a zero. */
function angle(b: GraphBuilder, a: string, c: string): string {
  const zero = b.number(0);
  const infinite = b.op('Or', [b.op('IsInf', [a]), b.op('IsInf', [c])]);
  /** Beside an infinite side every other is nothing. */
  const size = (side: string) => {
    const finite = b.op('Mul', [side, zero]);
    const beside = b.op('Where', [b.op('IsInf', [side]), b.number(1), finite]);
    return b.op('Abs', [b.op('Where', [infinite, beside, side])]);
  };
  const isNegative = (side: string) => {
    const below = (value: string) => b.op('Less', [value, zero]);
    return b.op('Or', [below(side), below(b.op('Reciprocal', [side]))]);
  };
  const [y, x] = [size(a), size(c)];
  const origin = b.op('Equal', [b.op('Add', [y, x]), zero]);
  const ahead = b.op('Atan', [b.op('Where', [origin, zero, b.op('Div', [y, x])])]);
  const turned = b.op('Where', [isNegative(c), b.op('Sub', [b.number(Math.PI), ahead]), ahead]);
  const sign = b.op('Where', [isNegative(a), b.number(-1), b.number(1)]);
  return b.op('Mul', [turned, sign]);
}

function plain(onnx: OnnxOp, types: Types): Op {
  return { types, infer: ({ inputs }) => [inputs.x!], lower: ({ b, names }) => [b.op(onnx, [names.x!])] };
}

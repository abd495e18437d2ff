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
    lower: ({ b, names }) => {
      const zero = b.number(0);
      const half = b.op('Atan', [b.op('Div', [names.a!, names.b!])]);
      const above = b.op('GreaterOrEqual', [names.a!, zero]);
      const turn = b.op('Where', [above, b.number(Math.PI), b.number(-Math.PI)]);
      const behind = b.op('Less', [names.b!, zero]);
      const angle = b.op('Add', [half, b.op('Where', [behind, turn, zero])]);
      const origin = b.op('And', [b.op('Equal', [names.a!, zero]), b.op('Equal', [names.b!, zero])]);
      return [b.op('Where', [origin, zero, angle])];
    },
  },
};

function plain(onnx: string, types: Types): Op {
  return { types, infer: ({ inputs }) => [inputs.x!], lower: ({ b, names }) => [b.op(onnx, [names.x!])] };
}

import { floats } from '../graph/graph.ts';
import type { Op, OpTable } from './op.ts';
import { broadcast, float32 } from './shapes.ts';

/** Angles and their inverses. Sine, cosine and tanh are among the other unary kernels. */
export const trigonometry: OpTable = {
  Acos: plain('Acos'),
  Acosh: plain('Acosh'),
  Asin: plain('Asin'),
  Asinh: plain('Asinh'),
  Atan: plain('Atan'),
  Atanh: plain('Atanh'),
  Cosh: plain('Cosh'),
  Sinh: plain('Sinh'),
  Tan: plain('Tan'),
  /** The angle of the point (b, a), in all four quadrants. ONNX has none. */
  Atan2: {
    infer: ({ inputs: { a, b } }) => [float32(broadcast(a!.dims, b!.dims))],
    lower: ({ b, names }) => {
      const number = (value: number) => b.constant(floats([], [value]));
      const zero = number(0);
      const half = b.op('Atan', [b.op('Div', [names.a!, names.b!])]);
      const above = b.op('GreaterOrEqual', [names.a!, zero]);
      const turn = b.op('Where', [above, number(Math.PI), number(-Math.PI)]);
      const behind = b.op('Less', [names.b!, zero]);
      const angle = b.op('Add', [half, b.op('Where', [behind, turn, zero])]);
      const origin = b.op('And', [b.op('Equal', [names.a!, zero]), b.op('Equal', [names.b!, zero])]);
      return [b.op('Where', [origin, zero, angle])];
    },
  },
};

function plain(onnx: string): Op {
  return { infer: ({ inputs }) => [inputs.x!], lower: ({ b, names }) => [b.op(onnx, [names.x!])] };
}

import { int64s, scalar } from '../graph/graph.ts';
import type { LoweringCall, OpTable } from './op.ts';
import { normalizeAxes } from './shapes.ts';
import { takes } from './types.ts';

/** Running sums and products along an axis. */
export const scan: OpTable = {
  Cumsum: {
    types: takes.allCounted,
    infer: ({ inputs }) => [inputs.x!],
    lower: ({ b, names, inputs, attrs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
      if (axis === undefined) return [names.x!];
      return [
        b.op('CumSum', [names.x!, b.constant(int64s([axis!], []))], {
          exclusive: { int: attrs.exclusive ? 1 : 0 },
          reverse: { int: attrs.reverse ? 1 : 0 },
        }),
      ];
    },
  },
  /** ONNX has none: each number is multiplied by the one 1, 2, 4, ... before it (Hillis and Steele 1986). */
  Cumprod: {
    types: takes.allCounted,
    infer: ({ inputs }) => [inputs.x!],
    lower: (call) => {
      const { b, names, inputs, attrs } = call;
      const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
      let product = attrs.exclusive ? moved(call, names.x!, 1) : names.x!;
      for (let by = 1; by < inputs.x!.dims[axis!]!; by *= 2) {
        product = b.op('Mul', [product, moved(call, product, by)]);
      }
      return [product];
    },
  },
};

/** Moved along the axis, with ones in the place that is left free. */
function moved({ b, inputs, attrs }: LoweringCall, value: string, by: number): string {
  const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
  const ends = attrs.reverse ? ([-by, by] as const) : ([by, -by] as const);
  const pads = inputs.x!.dims.map((_, i) => (i === axis ? ends : ([0, 0] as const)));
  return b.pad(value, pads, scalar(inputs.x!.type, 1));
}

import { floats } from '../graph/graph.ts';
import type { OpTable } from './op.ts';
import { takes } from './types.ts';

/** Batch normalisation with given mean and variance. In training tfjs computes those by other kernels. */
export const normalize: OpTable = {
  FusedBatchNorm: {
    types: takes.floats,
    fixed: { scale: 'float32', offset: 'float32', mean: 'float32', variance: 'float32' },
    infer: ({ inputs }) => [inputs.x!],
    lower: ({ b, names, attrs }) => {
      const epsilon = b.constant(floats([], [attrs.varianceEpsilon as number]));
      const deviation = b.op('Sqrt', [b.op('Add', [names.variance!, epsilon])]);
      const factor = names.scale ? b.op('Div', [names.scale, deviation]) : b.op('Reciprocal', [deviation]);
      const scaled = b.op('Mul', [b.op('Sub', [names.x!, names.mean!]), factor]);
      return [names.offset ? b.op('Add', [scaled, names.offset]) : scaled];
    },
  },
};

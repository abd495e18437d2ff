import type { Draw, Operand } from '../draw.ts';
import { positive } from '../values.ts';
import { call, type Generator, type Generators } from './generator.ts';

/** Functions of two tensors or more, with broadcasting and mixed types. */
export const binary: Generators = {
  Add: of('tf.add'),
  Sub: of('tf.sub'),
  Multiply: of('tf.mul'),
  RealDiv: of('tf.div'),
  FloorDiv: of('tf.floorDiv'),
  Mod: of('tf.mod'),
  Maximum: ofEqualShapes('tf.maximum'),
  Minimum: ofEqualShapes('tf.minimum'),
  SquaredDifference: ofEqualShapes('tf.squaredDifference'),
  Atan2: of('tf.atan2'),
  Pow: (d) => {
    const dims = d.dims();
    const base = d.rarely(2) ? d.float(dims, positive) : d.tensor(dims);
    return call('tf.pow', base, d.tensor(broadcastable(d, dims)));
  },
  Equal: of('tf.equal'),
  NotEqual: of('tf.notEqual'),
  Greater: of('tf.greater'),
  GreaterEqual: of('tf.greaterEqual'),
  Less: of('tf.less'),
  LessEqual: of('tf.lessEqual'),
  LogicalAnd: ofBools('tf.logicalAnd'),
  LogicalOr: ofBools('tf.logicalOr'),
  AddN: (d) => {
    const dims = d.dims();
    const type = d.pick(['float32', 'float32', 'int32'] as const);
    return `tf.addN([${Array.from({ length: d.int(1, 4) }, () => d.tensor(dims, { type })).join(', ')}])`;
  },
  Prelu: (d) => {
    const dims = d.dims();
    return call('tf.prelu', d.float(dims), d.float(broadcastable(d, dims)));
  },
  Select: (d) => {
    const dims = d.dims();
    const type = d.pick(['float32', 'float32', 'int32', 'bool'] as const);
    const condition = d.tensor(broadcastable(d, dims), { type: 'bool' });
    return call('tf.where', condition, d.tensor(dims, { type }), d.tensor(broadcastable(d, dims), { type }));
  },
};

/** The shape itself, or one that stretches to it: leading axes left out, others of one. */
export function broadcastable(d: Draw, dims: readonly number[]): number[] {
  if (d.rarely(2)) return [...dims];
  return dims.slice(d.int(0, dims.length)).map((dim) => (d.rarely(3) ? 1 : dim));
}

function inAnyOrder(d: Draw, a: Operand, b: Operand): [Operand, Operand] {
  return d.rarely(2) ? [b, a] : [a, b];
}

function of(name: string): Generator {
  return (d) => {
    const dims = d.dims();
    return call(name, ...inAnyOrder(d, d.tensor(dims), d.tensor(broadcastable(d, dims))));
  };
}

/** tfjs has no gradient of these that broadcasts. */
function ofEqualShapes(name: string): Generator {
  return (d) => {
    const dims = d.dims();
    const other = broadcastable(d, dims);
    const [a, b] = [d.tensor(dims), d.tensor(other)];
    return { code: call(name, a, b), gradient: String(dims) === String(other) };
  };
}

function ofBools(name: string): Generator {
  return (d) => {
    const dims = d.dims();
    const [a, b] = [dims, broadcastable(d, dims)].map((each) => d.tensor(each, { type: 'bool' }));
    return call(name, a, b);
  };
}

import type { GraphBuilder } from '../graph/builder.ts';
import { type DataType, int32s, int64s, sizeOf, type ValueInfo } from '../graph/graph.ts';
import type { KernelCall, LoweringCall, OpTable } from './op.ts';
import { normalizeAxes } from './shapes.ts';
import { takes } from './types.ts';

/** Kernels that pick or place values by number. ONNX Runtime says so where one is beyond the end. */
export const gather: OpTable = {
  GatherV2: {
    types: takes.anything,
    fixed: { indices: 'int32' },
    infer: (call) => {
      const { inputs, attrs } = call;
      const { type, dims } = inputs.x!;
      const [axis] = normalizeAxes(attrs.axis, dims.length);
      const picked = inputs.indices!.dims.slice(batchDims(call));
      return [{ type, dims: [...dims.slice(0, axis), ...picked, ...dims.slice(axis! + 1)] }];
    },
    lower: (call) => {
      const { b, names, inputs, attrs, outputs } = call;
      const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
      const batch = batchDims(call);
      const found = inside(b, names.indices!, b.number(inputs.x!.dims[axis!]!, 'int32'));
      if (batch === 0) return [b.op('Gather', [names.x!, found], { axis: { int: axis! } })];
      const last = b.constant(int64s([inputs.indices!.dims.length]));
      const places = b.cast(b.op('Unsqueeze', [found, last]), 'int64');
      // GatherND picks along the axis behind the batches: that axis goes there, and what was picked goes back.
      const picked = inputs.indices!.dims.length - batch;
      const from = moved(inputs.x!.dims.length, axis!, batch, 1);
      const back = moved(outputs[0]!.dims.length, batch, axis!, picked);
      const first = turned(b, names.x!, from);
      return [turned(b, b.op('GatherND', [first, places], { batch_dims: { int: batch } }), back)];
    },
  },
  GatherNd: {
    types: takes.anything,
    fixed: { indices: 'int32' },
    infer: ({ inputs: { params, indices } }) => [
      {
        type: params!.type,
        dims: [...indices!.dims.slice(0, -1), ...params!.dims.slice(indices!.dims.at(-1)!)],
      },
    ],
    lower: ({ b, names, inputs: { params, indices } }) => {
      const depth = indices!.dims.at(-1)!;
      const ends = b.constant(int32s([depth], params!.dims.slice(0, depth)));
      return [b.op('GatherND', [names.params!, b.cast(inside(b, names.indices!, ends), 'int64')])];
    },
  },
  /** The gradient of `GatherV2`. A row whose number is none of the segments counts nowhere. */
  UnsortedSegmentSum: {
    types: takes.allAsFloats,
    fixed: { segmentIds: 'int32' },
    ofNothing: 0,
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: [attrs.numSegments as number, ...inputs.x!.dims.slice(1)] },
    ],
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const count = attrs.numSegments as number;
      const { dims } = inputs.x!;
      const rows = [dims[0]!, sizeOf(dims.slice(1))] as const;
      const more = b.number(count, 'int32');
      const below = b.op('Less', [names.segmentIds!, b.number(0, 'int32')]);
      const outside = b.op('Or', [below, b.op('Greater', [names.segmentIds!, more])]);
      const places = b.op('Where', [outside, more, names.segmentIds!]);
      const flat = b.op('Reshape', [names.x!, b.shape(rows)]);
      // One row more than asked for takes what counts nowhere.
      const sums = addRows(b, places, flat, rows, { type: 'float32', dims: [count + 1, rows[1]] });
      const kept = b.op('Slice', [sums, ...[[0], [count], [0]].map((list) => b.constant(int64s(list)))]);
      return [b.op('Reshape', [kept, b.shape(outputs[0]!.dims)])];
    },
  },
  ScatterNd: {
    types: takes.numbers,
    fixed: { indices: 'int32' },
    ofNothing: 0,
    infer: ({ inputs, attrs }) => [{ type: inputs.updates!.type, dims: attrs.shape as number[] }],
    lower: ({ b, names, inputs, attrs }) => {
      const shape = attrs.shape as number[];
      const { dims } = inputs.indices!;
      // A list of numbers is one column.
      const depth = dims.length > 1 ? dims.at(-1)! : 1;
      const rows = [sizeOf(dims) / depth, sizeOf(shape.slice(depth))] as const;
      const strides = Array.from({ length: depth }, (_, i) => sizeOf(shape.slice(i + 1, depth)));
      const table = b.op('Reshape', [names.indices!, b.shape([rows[0], depth])]);
      const weighed = b.op('Mul', [table, b.constant(int32s([depth], strides))]);
      const numbers = b.op('ReduceSum', [weighed, b.constant(int64s([-1]))], { keepdims: { int: 0 } });
      const flat = b.op('Reshape', [names.updates!, b.shape(rows)]);
      const zeros = { type: inputs.updates!.type, dims: [sizeOf(shape.slice(0, depth)), rows[1]] };
      const places = inside(b, numbers, b.number(zeros.dims[0]!, 'int32'));
      return [b.op('Reshape', [addRows(b, places, flat, rows, zeros), b.shape(shape)])];
    },
  },
  OneHot: {
    types: takes.nothing,
    fixed: { indices: 'int32' },
    infer: ({ inputs, attrs }) => [
      {
        type: (attrs.dtype as DataType | undefined) ?? 'int32',
        dims: [...inputs.indices!.dims, attrs.depth as number],
      },
    ],
    lower: (call) => [oneHot(call)],
  },
  TopK: {
    types: takes.numbers,
    list: true,
    infer: ({ inputs, attrs }) => {
      const dims = [...inputs.x!.dims.slice(0, -1), attrs.k as number];
      return [
        { type: inputs.x!.type, dims },
        { type: 'int32', dims },
      ];
    },
    lower: ({ b, names, attrs }) => {
      const [values, places] = b.ops('TopK', [names.x!, b.constant(int64s([attrs.k as number]))], 2);
      return [values!, b.cast(places!, 'int32')];
    },
  },
};

/** Adds rows of `flat` [count, size] to rows of zeros, each where `places` says. */
function addRows(
  b: GraphBuilder,
  places: string,
  flat: string,
  [count, size]: readonly [number, number],
  zeros: ValueInfo,
): string {
  const column = b.op('Reshape', [places, b.shape([count, 1])]);
  const everywhere = b.op('Expand', [column, b.shape([count, size])]);
  const operands = [b.fill(0, zeros), everywhere, flat];
  return b.op('ScatterElements', operands, { axis: { int: 0 }, reduction: 'add' });
}

/** ONNX counts numbers below 0 from the end, and tfjs refuses them: they become one beyond the end. */
function inside(b: GraphBuilder, numbers: string, ends: string): string {
  return b.op('Where', [b.op('Less', [numbers, b.number(0, 'int32')]), ends, numbers]);
}

function batchDims({ inputs, attrs }: KernelCall): number {
  const count = (attrs.batchDims as number | undefined) ?? 0;
  return count < 0 ? count + inputs.indices!.dims.length : count;
}

/** The order of axes in which `count` of them, which begin at `from`, begin at `to`. */
function moved(rank: number, from: number, to: number, count: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  const taken = axes.splice(from, count);
  axes.splice(to, 0, ...taken);
  return axes;
}

function turned(b: GraphBuilder, value: string, perm: readonly number[]): string {
  return perm.every((axis, i) => axis === i) ? value : b.op('Transpose', [value], { perm });
}

function oneHot({ b, names, inputs, attrs, outputs }: LoweringCall): string {
  const { type } = outputs[0]!;
  const depth = attrs.depth as number;
  const apart = b.op('Unsqueeze', [names.indices!, b.constant(int64s([inputs.indices!.dims.length]))]);
  const classes = b.constant(
    int32s(
      [depth],
      Array.from({ length: depth }, (_, i) => i),
    ),
  );
  const hit = b.op('Equal', [apart, classes]);
  const [on, off] = [(attrs.onValue as number | undefined) ?? 1, (attrs.offValue as number | undefined) ?? 0];
  if (on === 1 && off === 0) return type === 'bool' ? hit : b.cast(hit, type);
  const high = b.op('Mul', [b.cast(hit, 'float32'), b.number(on - off)]);
  return b.cast(b.op('Add', [high, b.number(off)]), type);
}

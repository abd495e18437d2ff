import { EngineError } from '../errors.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { type DataType, floats, int32s, int64s, sizeOf } from '../graph/graph.ts';
import type { LoweringCall, OpTable } from './op.ts';
import { float32, normalizeAxes } from './shapes.ts';

/** Kernels that pick or place values by number. Numbers that are outside are not looked for, as in ONNX. */
export const gather: OpTable = {
  GatherV2: {
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.x!;
      const [axis] = normalizeAxes(attrs.axis, dims.length);
      const picked = inputs.indices!.dims.slice((attrs.batchDims as number | undefined) ?? 0);
      return [{ type, dims: [...dims.slice(0, axis), ...picked, ...dims.slice(axis! + 1)] }];
    },
    lower: ({ b, kernel, names, inputs, attrs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
      const batchDims = (attrs.batchDims as number | undefined) ?? 0;
      if (batchDims === 0) return [b.op('Gather', [names.x!, names.indices!], { axis: { int: axis! } })];
      if (batchDims !== axis) refuse(kernel, `axis ${axis} with ${batchDims} batch axes`);
      const last = b.constant(int64s([inputs.indices!.dims.length]));
      const places = b.cast(b.op('Unsqueeze', [names.indices!, last]), 'int64');
      return [b.op('GatherND', [names.x!, places], { batch_dims: { int: batchDims } })];
    },
  },
  GatherNd: {
    infer: ({ inputs: { params, indices } }) => [
      {
        type: params!.type,
        dims: [...indices!.dims.slice(0, -1), ...params!.dims.slice(indices!.dims.at(-1)!)],
      },
    ],
    lower: ({ b, names }) => [b.op('GatherND', [names.params!, b.cast(names.indices!, 'int64')])],
  },
  /** The gradient of `GatherV2`. A row whose number is negative counts nowhere. */
  UnsortedSegmentSum: {
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: [attrs.numSegments as number, ...inputs.x!.dims.slice(1)] },
    ],
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const count = attrs.numSegments as number;
      const { dims } = inputs.x!;
      const rows = [dims[0]!, sizeOf(dims.slice(1))] as const;
      const outside = b.op('Less', [names.segmentIds!, b.constant(int32s([], [0]))]);
      const places = b.op('Where', [outside, b.constant(int32s([], [count])), names.segmentIds!]);
      const flat = b.op('Reshape', [names.x!, b.shape(rows)]);
      // One row more than asked for takes what counts nowhere.
      const sums = addRows(b, places, flat, rows, count + 1);
      const kept = b.op('Slice', [sums, ...[[0], [count], [0]].map((list) => b.constant(int64s(list)))]);
      return [b.op('Reshape', [kept, b.shape(outputs[0]!.dims)])];
    },
  },
  ScatterNd: {
    infer: ({ inputs, attrs }) => [{ type: inputs.updates!.type, dims: attrs.shape as number[] }],
    lower: ({ b, names, inputs, attrs }) => {
      const shape = attrs.shape as number[];
      const depth = inputs.indices!.dims.at(-1)!;
      const strides = Array.from({ length: depth }, (_, i) => sizeOf(shape.slice(i + 1, depth)));
      const weighed = b.op('Mul', [names.indices!, b.constant(int32s([depth], strides))]);
      const numbers = b.op('ReduceSum', [weighed, b.constant(int64s([-1]))], { keepdims: { int: 0 } });
      const rows = [sizeOf(inputs.indices!.dims.slice(0, -1)), sizeOf(shape.slice(depth))] as const;
      const flat = b.op('Reshape', [names.updates!, b.shape(rows)]);
      const sums = addRows(
        b,
        b.op('Reshape', [numbers, b.shape([-1])]),
        flat,
        rows,
        sizeOf(shape.slice(0, depth)),
      );
      return [b.op('Reshape', [sums, b.shape(shape)])];
    },
  },
  OneHot: {
    infer: ({ inputs, attrs }) => [
      {
        type: (attrs.dtype as DataType | undefined) ?? 'int32',
        dims: [...inputs.indices!.dims, attrs.depth as number],
      },
    ],
    lower: (call) => [oneHot(call)],
  },
  TopK: {
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

/** Adds rows of `flat` [count, size] to as many zero rows as `total`, each where `places` says. */
function addRows(
  b: GraphBuilder,
  places: string,
  flat: string,
  [count, size]: readonly [number, number],
  total: number,
): string {
  const column = b.op('Reshape', [places, b.shape([count, 1])]);
  const everywhere = b.op('Expand', [column, b.shape([count, size])]);
  const zeros = b.fill(0, float32([total, size]));
  return b.op('ScatterElements', [zeros, everywhere, flat], { axis: { int: 0 }, reduction: 'add' });
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
  const high = b.op('Mul', [b.cast(hit, 'float32'), b.constant(floats([], [on - off]))]);
  return b.cast(b.op('Add', [high, b.constant(floats([], [off]))]), type);
}

function refuse(kernel: string, what: string): never {
  throw new EngineError('OP_NOT_COVERED', `${kernel} along ${what} is not covered. Use the engine 'tfjs'.`);
}

import { EngineError } from '../errors.ts';
import type { DataType, ValueInfo } from '../graph/graph.ts';
import { floats, int64s, sizeOf } from '../graph/graph.ts';
import type { KernelCall, Op, OpTable } from './op.ts';
import { normalizeAxes, sameDims } from './shapes.ts';

/** Kernels that move values or see them in another shape, and compute nothing. */
export const layout: OpTable = {
  Reshape: reshape(({ inputs, attrs }) => {
    const wanted = attrs.shape as number[];
    const known = wanted.filter((dim) => dim !== -1);
    const dims = wanted.map((dim) => (dim === -1 ? sizeOf(inputs.x!.dims) / sizeOf(known) : dim));
    if (sizeOf(dims) === sizeOf(inputs.x!.dims)) return dims;
    throw new EngineError(
      'SHAPE_MISMATCH',
      `a tensor of shape [${inputs.x!.dims}] cannot be seen as [${wanted}].`,
    );
  }),
  ExpandDims: {
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.input!;
      const axis = ((attrs.dim as number) + dims.length + 1) % (dims.length + 1);
      return [{ type, dims: [...dims.slice(0, axis), 1, ...dims.slice(axis)] }];
    },
    lower: ({ b, names, outputs }) => [b.op('Reshape', [names.input!, b.shape(outputs[0]!.dims)])],
  },
  Transpose: {
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: (attrs.perm as number[]).map((axis) => inputs.x!.dims[axis]!) },
    ],
    lower: ({ b, names, attrs }) => [b.op('Transpose', [names.x!], { perm: attrs.perm as number[] })],
  },
  Cast: {
    infer: ({ inputs, attrs }) => [{ type: attrs.dtype as DataType, dims: inputs.x!.dims }],
    lower: ({ b, names, inputs, attrs }) =>
      inputs.x!.type === attrs.dtype ? [names.x!] : [b.cast(names.x!, attrs.dtype as DataType)],
  },
  Concat: {
    infer: ({ inputs, attrs }) => {
      const parts = Object.values(inputs);
      const [axis] = normalizeAxes(attrs.axis, parts[0]!.dims.length);
      const total = parts.reduce((sum, { dims }) => sum + dims[axis!]!, 0);
      return [{ type: parts[0]!.type, dims: parts[0]!.dims.map((dim, i) => (i === axis ? total : dim)) }];
    },
    lower: ({ b, names, inputs, attrs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs['0']!.dims.length);
      return [b.op('Concat', Object.values(names), { axis: { int: axis! } })];
    },
  },
  Pack: {
    infer: ({ inputs, attrs }) => {
      const parts = Object.values(inputs);
      const { type, dims } = parts[0]!;
      const [axis] = normalizeAxes(attrs.axis, dims.length + 1);
      return [{ type, dims: [...dims.slice(0, axis), parts.length, ...dims.slice(axis)] }];
    },
    lower: ({ b, names, attrs }) => {
      const axis = b.constant(int64s([attrs.axis as number]));
      const parts = Object.values(names).map((name) => b.op('Unsqueeze', [name, axis]));
      return [b.op('Concat', parts, { axis: { int: attrs.axis as number } })];
    },
  },
  Unpack: {
    list: true,
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.value!;
      const [axis] = normalizeAxes(attrs.axis, dims.length);
      return Array.from({ length: dims[axis!]! }, () => ({ type, dims: dims.filter((_, i) => i !== axis) }));
    },
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs.value!.dims.length);
      return outputs.map((_, i) =>
        b.op('Gather', [names.value!, b.constant(int64s([i], []))], { axis: { int: axis! } }),
      );
    },
  },
  SplitV: {
    list: true,
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.x!;
      const [axis] = normalizeAxes(attrs.axis, dims.length);
      return splitSizes(attrs.numOrSizeSplits, dims[axis!]!).map((size) => ({
        type,
        dims: dims.map((dim, i) => (i === axis ? size : dim)),
      }));
    },
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs.x!.dims.length);
      const sizes = b.constant(int64s(outputs.map(({ dims }) => dims[axis!]!)));
      return b.ops('Split', [names.x!, sizes], outputs.length, { axis: { int: axis! } });
    },
  },
  PadV2: {
    infer: ({ inputs, attrs }) => {
      const paddings = attrs.paddings as [number, number][];
      const dims = inputs.x!.dims.map((dim, i) => paddings[i]![0] + dim + paddings[i]![1]);
      return [{ type: inputs.x!.type, dims }];
    },
    lower: ({ b, names, attrs }) => {
      const filler = floats([], [attrs.constantValue as number]);
      return [b.pad(names.x!, attrs.paddings as [number, number][], filler)];
    },
  },
  Slice: {
    infer: ({ inputs, attrs }) => {
      const begin = attrs.begin as number[];
      const dims = (attrs.size as number[]).map((size, i) =>
        size === -1 ? inputs.x!.dims[i]! - begin[i]! : size,
      );
      return [{ type: inputs.x!.type, dims }];
    },
    lower: ({ b, names, attrs, outputs }) => {
      const begin = attrs.begin as number[];
      const end = begin.map((start, axis) => start + outputs[0]!.dims[axis]!);
      const axes = begin.map((_, axis) => axis);
      return [b.op('Slice', [names.x!, ...[begin, end, axes].map((list) => b.constant(int64s(list)))])];
    },
  },
  Tile: {
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: inputs.x!.dims.map((dim, i) => dim * (attrs.reps as number[])[i]!) },
    ],
    lower: ({ b, names, attrs }) => [b.op('Tile', [names.x!, b.constant(int64s(attrs.reps as number[]))])],
  },
  BroadcastTo: {
    infer: ({ inputs, attrs }) => [{ type: inputs.x!.type, dims: attrs.shape as number[] }],
    lower: ({ b, names, attrs }) => [b.op('Expand', [names.x!, b.shape(attrs.shape as number[])])],
  },
};

function splitSizes(split: unknown, whole: number): number[] {
  if (typeof split === 'number') return Array.from({ length: split }, () => whole / split);
  const sizes = split as number[];
  const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return sizes.map((size) => (size === -1 ? whole - known : size));
}

function reshape(shapeOf: (call: KernelCall) => readonly number[]): Op {
  return {
    infer: (call): ValueInfo[] => [{ type: call.inputs.x!.type, dims: shapeOf(call) }],
    lower: ({ b, names, inputs, outputs }) =>
      sameDims(inputs.x!.dims, outputs[0]!.dims)
        ? [names.x!]
        : [b.op('Reshape', [names.x!, b.shape(outputs[0]!.dims)])],
  };
}

import { slice_util, type Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { DataType, ValueInfo } from '../graph/graph.ts';
import { int64s, scalar, sizeOf } from '../graph/graph.ts';
import type { KernelCall, Op, OpTable } from './op.ts';
import { normalizeAxes, sameDims } from './shapes.ts';
import { takes, tensorTypes } from './types.ts';
import { toWhole } from './whole-numbers.ts';

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
    types: takes.anything,
    infer: ({ inputs, attrs }) => {
      const { type, dims } = inputs.input!;
      const axis = ((attrs.dim as number) + dims.length + 1) % (dims.length + 1);
      return [{ type, dims: [...dims.slice(0, axis), 1, ...dims.slice(axis)] }];
    },
    lower: ({ b, names, outputs }) => [b.op('Reshape', [names.input!, b.shape(outputs[0]!.dims)])],
  },
  Transpose: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: (attrs.perm as number[]).map((axis) => inputs.x!.dims[axis]!) },
    ],
    lower: ({ b, names, attrs }) => [b.op('Transpose', [names.x!], { perm: attrs.perm as number[] })],
  },
  Cast: {
    types: takes.anything,
    infer: ({ kernel, inputs, attrs }) => {
      const type = tensorTypes.find((one) => one === attrs.dtype);
      if (type) return [{ type, dims: inputs.x!.dims }];
      throw new EngineError(
        'OP_NOT_COVERED',
        `kernel '${kernel}' to ${attrs.dtype} is not covered. Use the engine 'tfjs'.`,
      );
    },
    lower: ({ b, names, inputs, attrs }) => {
      const [from, to] = [inputs.x!.type, attrs.dtype as DataType];
      if (from === to) return [names.x!];
      return [from === 'float32' && to === 'int32' ? toWhole(b, names.x!) : b.cast(names.x!, to)];
    },
  },
  Concat: {
    types: takes.anything,
    mixed: 'first',
    ofNothing: 'lowered',
    infer: ({ inputs, attrs }) => {
      const parts = Object.values(inputs);
      const [axis] = normalizeAxes(attrs.axis, parts[0]!.dims.length);
      const total = parts.reduce((sum, { dims }) => sum + dims[axis!]!, 0);
      return [{ type: parts[0]!.type, dims: parts[0]!.dims.map((dim, i) => (i === axis ? total : dim)) }];
    },
    lower: ({ b, names, inputs, attrs }) => {
      const [axis] = normalizeAxes(attrs.axis, inputs['0']!.dims.length);
      const parts = Object.keys(names).filter((name) => sizeOf(inputs[name]!.dims) > 0);
      return [
        b.op(
          'Concat',
          parts.map((name) => names[name]!),
          { axis: { int: axis! } },
        ),
      ];
    },
  },
  Pack: {
    types: takes.anything,
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
    types: takes.anything,
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
    types: takes.anything,
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
    types: takes.anything,
    ofNothing: ({ constantValue }) => constantValue as number,
    infer: ({ kernel, inputs, attrs }) => {
      const filler = attrs.constantValue as number;
      if (inputs.x!.type === 'bool' && filler !== 0 && filler !== 1) {
        const way = `Cast first, as in tf.cast(x, 'float32'), or use the engine 'tfjs'.`;
        throw new EngineError(
          'OP_NOT_COVERED',
          `kernel '${kernel}' pads bools with 0 or 1, not ${filler}. ${way}`,
        );
      }
      const paddings = attrs.paddings as [number, number][];
      const dims = inputs.x!.dims.map((dim, i) => paddings[i]![0] + dim + paddings[i]![1]);
      return [{ type: inputs.x!.type, dims }];
    },
    lower: ({ b, names, inputs, attrs }) => {
      const filler = scalar(inputs.x!.type, attrs.constantValue as number);
      return [b.pad(names.x!, attrs.paddings as [number, number][], filler)];
    },
  },
  Slice: {
    types: takes.anything,
    infer: (call) => [{ type: call.inputs.x!.type, dims: sliceOf(call)[1] }],
    lower: (call) => {
      const { b, names, outputs } = call;
      const [begin] = sliceOf(call);
      const end = begin.map((start, axis) => start + outputs[0]!.dims[axis]!);
      const axes = begin.map((_, axis) => axis);
      return [b.op('Slice', [names.x!, ...[begin, end, axes].map((list) => b.constant(int64s(list)))])];
    },
  },
  Tile: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => [
      { type: inputs.x!.type, dims: inputs.x!.dims.map((dim, i) => dim * (attrs.reps as number[])[i]!) },
    ],
    lower: ({ b, names, attrs }) => [b.op('Tile', [names.x!, b.constant(int64s(attrs.reps as number[]))])],
  },
  BroadcastTo: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => [{ type: inputs.x!.type, dims: attrs.shape as number[] }],
    lower: ({ b, names, attrs }) => [b.op('Expand', [names.x!, b.shape(attrs.shape as number[])])],
  },
};

/** Begin and size of every axis; tfjs takes one number for the first axis, lists that are too short, and no size. */
function sliceOf({ inputs, attrs }: KernelCall): [begin: number[], size: number[]] {
  const { dims } = inputs.x!;
  const x = { shape: [...dims], rank: dims.length } as Tensor;
  const [begin, size] = slice_util.parseSliceParams(x, attrs.begin as number[], attrs.size as number[]);
  slice_util.assertParamsValid(x, begin!, size!);
  return [begin!, size!];
}

function splitSizes(split: unknown, whole: number): number[] {
  if (typeof split === 'number') return Array.from({ length: split }, () => whole / split);
  const sizes = split as number[];
  const known = sizes.reduce((sum, size) => sum + Math.max(size, 0), 0);
  return sizes.map((size) => (size === -1 ? whole - known : size));
}

function reshape(shapeOf: (call: KernelCall) => readonly number[]): Op {
  return {
    types: takes.anything,
    infer: (call): ValueInfo[] => [{ type: call.inputs.x!.type, dims: shapeOf(call) }],
    lower: ({ b, names, inputs, outputs }) =>
      sameDims(inputs.x!.dims, outputs[0]!.dims)
        ? [names.x!]
        : [b.op('Reshape', [names.x!, b.shape(outputs[0]!.dims)])],
  };
}

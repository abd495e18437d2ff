import { slice_util } from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { GraphBuilder } from '../graph/builder.ts';
import { int64s, scalar } from '../graph/graph.ts';
import type { KernelCall, OpTable } from './op.ts';
import { normalizeAxes, sameDims } from './shapes.ts';
import { takes } from './types.ts';

/** Kernels that mirror, stride and fold values into other axes. */
export const rearrange: OpTable = {
  Reverse: {
    types: takes.anything,
    infer: ({ inputs }) => [inputs.x!],
    lower: ({ b, names, inputs, attrs }) => {
      const { dims } = inputs.x!;
      const axes = normalizeAxes(attrs.dims, dims.length);
      return [axes.reduce((value, axis) => picked(b, value, axis, countdown(dims[axis]!)), names.x!)];
    },
  },
  FlipLeftRight: {
    types: takes.anything,
    infer: ({ inputs }) => [inputs.image!],
    lower: ({ b, names, inputs }) => [picked(b, names.image!, 2, countdown(inputs.image!.dims[2]!))],
  },
  MirrorPad: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => {
      const dims = inputs.x!.dims.map((dim, i) => padsOf(attrs, i)[0] + dim + padsOf(attrs, i)[1]);
      return [{ type: inputs.x!.type, dims }];
    },
    lower: ({ b, names, inputs, attrs }) => {
      const { dims } = inputs.x!;
      const edge = attrs.mode === 'reflect' ? 0 : 1;
      const value = dims.reduce((padded, dim, axis) => {
        const [before, after] = padsOf(attrs, axis);
        if (before + after === 0) return padded;
        const mirrored = Array.from({ length: before + dim + after }, (_, i) => {
          const place = i - before;
          if (place < 0) return -place - edge;
          return place < dim ? place : 2 * (dim - 1) - place + edge;
        });
        return picked(b, padded, axis, mirrored);
      }, names.x!);
      return [value];
    },
  },
  StridedSlice: {
    types: takes.anything,
    infer: (call) => [{ type: call.inputs.x!.type, dims: sliceOf(call).finalShape }],
    lower: (call) => {
      const { b, names, inputs } = call;
      const { begin, end: bound, strides, finalShape } = sliceOf(call);
      const sizes = slice_util.computeOutShape(begin, bound, strides);
      // An end before the first element is counted from the back, so one below that is written.
      const end = begin.map((start, i) => {
        const stop = start + sizes[i]! * strides[i]!;
        return stop < 0 ? -inputs.x!.dims[i]! - 1 : stop;
      });
      const lists = [begin, end, begin.map((_, axis) => axis), strides];
      const cut = b.op('Slice', [names.x!, ...lists.map((list) => b.constant(int64s(list)))]);
      return [sameDims(finalShape, sizes) ? cut : b.op('Reshape', [cut, b.shape(finalShape)])];
    },
  },
  SpaceToBatchND: {
    types: takes.anything,
    ofNothing: 0,
    infer: ({ inputs, attrs }) => {
      const block = attrs.blockShape as number[];
      const [batch, ...dims] = inputs.x!.dims as [number, ...number[]];
      const small = dims.map((dim, i) => (dim + sum(padsOf(attrs, i))) / (block[i] ?? 1));
      return [{ type: inputs.x!.type, dims: [batch * product(block), ...small] }];
    },
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const block = attrs.blockShape as number[];
      const [batch, ...dims] = inputs.x!.dims as [number, ...number[]];
      const pads = dims.map((_, i): Pair => (i < block.length ? padsOf(attrs, i) : [0, 0]));
      const padded = b.pad(names.x!, [[0, 0], ...pads], scalar(inputs.x!.type, 0));
      const small = outputs[0]!.dims.slice(1);
      const apart = small.flatMap((dim, i) => (i < block.length ? [dim, block[i]!] : [dim]));
      const split = b.op('Reshape', [padded, b.shape([batch, ...apart])]);
      const blocks = block.map((_, i) => 2 + 2 * i);
      const rest = [0, ...blocks.map((axis) => axis - 1)];
      const others = small.slice(block.length).map((_, i) => 1 + 2 * block.length + i);
      const turned = b.op('Transpose', [split], { perm: [...blocks, ...rest, ...others] });
      return [b.op('Reshape', [turned, b.shape(outputs[0]!.dims)])];
    },
  },
  BatchToSpaceND: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => {
      const block = attrs.blockShape as number[];
      const [batch, ...dims] = inputs.x!.dims as [number, ...number[]];
      const large = dims.map((dim, i) => dim * (block[i] ?? 1) - sum(cropsOf(attrs, i)));
      return [{ type: inputs.x!.type, dims: [batch / product(block), ...large] }];
    },
    lower: ({ b, names, inputs, attrs, outputs }) => {
      const block = attrs.blockShape as number[];
      const [, ...dims] = inputs.x!.dims as [number, ...number[]];
      const batch = outputs[0]!.dims[0]!;
      const split = b.op('Reshape', [names.x!, b.shape([...block, batch, ...dims])]);
      const places = dims.flatMap((_, i) =>
        i < block.length ? [block.length + 1 + i, i] : [block.length + 1 + i],
      );
      const turned = b.op('Transpose', [split], { perm: [block.length, ...places] });
      const large = dims.map((dim, i) => dim * (block[i] ?? 1));
      const whole = b.op('Reshape', [turned, b.shape([batch, ...large])]);
      const axes = block.map((_, i) => i + 1);
      const starts = block.map((_, i) => cropsOf(attrs, i)[0]);
      const ends = block.map((_, i) => large[i]! - cropsOf(attrs, i)[1]);
      return [b.op('Slice', [whole, ...[starts, ends, axes].map((list) => b.constant(int64s(list)))])];
    },
  },
  DepthToSpace: {
    types: takes.anything,
    infer: ({ inputs, attrs }) => {
      const size = attrs.blockSize as number;
      const [n, h, w, c] = inputs.x!.dims as [number, number, number, number];
      return [{ type: inputs.x!.type, dims: [n, h * size, w * size, c / size / size] }];
    },
    lower: ({ b, kernel, names, inputs, attrs, outputs }) => {
      if (attrs.dataFormat !== 'NHWC') {
        throw new EngineError(
          'OP_NOT_COVERED',
          `${kernel} with data format ${attrs.dataFormat} is not covered; use NHWC.`,
        );
      }
      const size = attrs.blockSize as number;
      const [n, h, w] = inputs.x!.dims as [number, number, number];
      const split = b.op('Reshape', [names.x!, b.shape([n, h, w, size, size, outputs[0]!.dims[3]!])]);
      const turned = b.op('Transpose', [split], { perm: [0, 1, 3, 2, 4, 5] });
      return [b.op('Reshape', [turned, b.shape(outputs[0]!.dims)])];
    },
  },
};

type Pair = readonly [number, number];

function padsOf(attrs: KernelCall['attrs'], axis: number): Pair {
  return (attrs.paddings as Pair[])[axis] ?? [0, 0];
}

function cropsOf(attrs: KernelCall['attrs'], axis: number): Pair {
  return (attrs.crops as Pair[])[axis] ?? [0, 0];
}

function countdown(length: number): number[] {
  return Array.from({ length }, (_, i) => length - 1 - i);
}

function picked(b: GraphBuilder, value: string, axis: number, places: readonly number[]): string {
  return b.op('Gather', [value, b.constant(int64s(places))], { axis: { int: axis } });
}

function sliceOf({ inputs, attrs }: KernelCall) {
  const a = attrs as Record<string, number> & Record<'begin' | 'end' | 'strides', number[]>;
  const masks = [a.beginMask, a.endMask, a.ellipsisMask, a.newAxisMask, a.shrinkAxisMask] as const;
  return slice_util.sliceInfo(
    [...inputs.x!.dims],
    a.begin,
    a.end,
    a.strides,
    ...(masks as [number, number, number, number, number]),
  );
}

const sum = ([a, b]: Pair) => a + b;
const product = (list: readonly number[]) => list.reduce((all, one) => all * one, 1);

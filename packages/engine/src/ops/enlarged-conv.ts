import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import { activate } from './activation.ts';
import { firstDims, toFirst, toLast } from './channels-first.ts';
import type { LoweringCall, OpTable } from './op.ts';
import { float32 } from './shapes.ts';

/**
 * A 3x3 convolution of a picture enlarged to twice its size by nearest pixel, and its gradients, computed
 * from the small picture. `pad` is 1 (same) or 0 (valid). See `trace/enlarged-convolutions.ts`.
 */
export const enlargedConv: OpTable = {
  EnlargedConv2D: {
    infer: ({ inputs, attrs }) => {
      const [n, h, w] = inputs.x!.dims as [number, number, number];
      const less = 2 - 2 * (attrs.pad as number);
      return [float32([n, 2 * h - less, 2 * w - less, inputs.filter!.dims[3]!])];
    },
    lower: (call) => [activate(call, forward(call))],
  },
  EnlargedConv2DBackpropInput: {
    infer: ({ attrs }) => [float32(attrs.inputShape as number[])],
    lower: (call) => [pictureGradient(call)],
  },
  EnlargedConv2DBackpropFilter: {
    infer: ({ inputs }) => [float32([3, 3, inputs.x!.dims[3]!, inputs.dy!.dims[3]!])],
    lower: (call) => [filterGradient(call)],
  },
};

type Rows = readonly (readonly number[])[];

/** Two taps of three that fall on the same small pixel are added: for each of an output's two phases. */
const FIRST_ALONE: Rows = [
  [1, 0, 0],
  [0, 1, 1],
];
const LAST_ALONE: Rows = [
  [1, 1, 0],
  [0, 0, 1],
];
/** Reversed taps, over the four output pixels that a small pixel reaches. */
const FOUR_TAPS: Rows = [
  [0, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
  [1, 0, 0],
];
/** And back: each of three taps gathers two of four. */
const THREE_TAPS: Rows = [
  [1, 1, 0, 0],
  [0, 1, 1, 0],
  [0, 0, 1, 1],
];

/** Four 2x2 convolutions, one for each phase of the output pixels, and their results interleaved. */
function forward({ b, names, inputs, attrs, outputs }: LoweringCall): string {
  const [, , i, o] = inputs.filter!.dims as [number, number, number, number];
  const pad = attrs.pad as number;
  const phases = pad === 1 ? [FIRST_ALONE, LAST_ALONE] : [LAST_ALONE, FIRST_ALONE];
  const turns = phases.flatMap((rows) => phases.map((columns) => kronecker(rows, columns))).flat();
  const taps = b.op('MatMul', [matrix(b, turns), b.op('Reshape', [names.filter!, b.shape([9, i * o])])]);
  const apart = b.op('Reshape', [taps, b.shape([4, 2, 2, i, o])]);
  const turned = b.op('Transpose', [apart], { perm: [0, 4, 3, 1, 2] });
  const filters = b.ops('Split', [turned, b.shape([1, 1, 1, 1])], 4, { axis: { int: 0 } });

  const x = toFirst(b, names.x!);
  const results = filters.map((filter, phase) => {
    const [row, column] = [phase >> 1, phase & 1];
    const operands = [
      x,
      b.op('Reshape', [filter, b.shape([o, i, 2, 2])]),
      ...(names.bias ? [names.bias] : []),
    ];
    return b.op('Conv', operands, {
      kernel_shape: [2, 2],
      pads: [pad * (1 - row), pad * (1 - column), pad * row, pad * column],
    });
  });
  const [, height, width] = outputs[0]!.dims as [number, number, number];
  const rows = [0, 2].map((at) => interleave(b, results.slice(at, at + 2), 4, [0, 0, 0, width]));
  const result = interleave(b, rows, 3, [0, 0, height, width]);
  b.describe(result, float32(firstDims(outputs[0]!.dims)));
  return toLast(b, result);
}

function interleave(
  b: GraphBuilder,
  parts: readonly string[],
  axis: number,
  shape: readonly number[],
): string {
  const wide = parts.map((part) => b.op('Unsqueeze', [part, b.constant(int64s([axis]))]));
  return b.op('Reshape', [b.op('Concat', wide, { axis: { int: axis } }), b.shape(shape)]);
}

/** One 4x4 convolution with stride 2. */
function pictureGradient({ b, names, inputs, attrs, outputs }: LoweringCall): string {
  const [, , i, o] = inputs.filter!.dims as [number, number, number, number];
  const edge = 2 - (attrs.pad as number);
  const flat = b.op('Reshape', [names.filter!, b.shape([9, i * o])]);
  const taps = b.op('MatMul', [matrix(b, kronecker(FOUR_TAPS, FOUR_TAPS)), flat]);
  const turned = b.op('Transpose', [b.op('Reshape', [taps, b.shape([16, i, o])])], { perm: [1, 2, 0] });
  const filter = b.op('Reshape', [turned, b.shape([i, o, 4, 4])]);
  const result = b.op('Conv', [toFirst(b, names.dy!), filter], {
    kernel_shape: [4, 4],
    strides: [2, 2],
    pads: [edge, edge, edge, edge],
  });
  b.describe(result, float32(firstDims(outputs[0]!.dims)));
  return toLast(b, result);
}

/** As `filter-gradient.ts`, with the small pictures two apart sliding over the gradients. */
function filterGradient({ b, names, inputs, attrs }: LoweringCall): string {
  const [n, h, w, c] = inputs.x!.dims as [number, number, number, number];
  const [, height, width, o] = inputs.dy!.dims as [number, number, number, number];
  const edge = 2 - (attrs.pad as number);
  const pictures = toFirst(b, names.x!);
  b.describe(pictures, float32([n, c, h, w]));
  const filters = b.op('Reshape', [pictures, b.shape([n * c, 1, h, w])]);
  const gradients = b.op('Reshape', [names.dy!, b.shape([1, n, height, width * o])]);
  const sums = b.op('Conv', [gradients, filters], {
    kernel_shape: [h, w],
    group: { int: n },
    dilations: [2, 2 * o],
    pads: [edge, edge * o, edge, edge * o],
  });
  const apart = b.op('Reshape', [sums, b.shape([n, c, 16, o])]);
  const total = b.op('ReduceSum', [apart, b.constant(int64s([0]))], { keepdims: { int: 0 } });
  // The gradient's taps come out last first.
  const gather = matrix(b, kronecker(THREE_TAPS, THREE_TAPS).toReversed());
  const taps = b.op('Transpose', [b.op('MatMul', [gather, total])], { perm: [1, 0, 2] });
  return b.op('Reshape', [taps, b.shape([3, 3, c, o])]);
}

function kronecker(rows: Rows, columns: Rows): number[][] {
  return rows.flatMap((row) => columns.map((column) => row.flatMap((a) => column.map((value) => a * value))));
}

function matrix(b: GraphBuilder, rows: Rows): string {
  return b.constant(floats([rows.length, rows[0]!.length], rows.flat()));
}

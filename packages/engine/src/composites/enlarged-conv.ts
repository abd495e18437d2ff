import type { GraphBuilder } from '../graph/builder.ts';
import { floats, int64s } from '../graph/graph.ts';
import type { OnnxOp } from '../graph/operators.ts';
import type { CompositeCall, Expansion } from './composite.ts';
import { type Turned, turned } from './turned.ts';

/**
 * A 3x3 convolution of a picture enlarged to twice its size by nearest pixel, from the small picture: four
 * 2x2 convolutions, one for each phase of the output pixels, whose results are interleaved.
 * The filter is [3, 3, inputs, outputs]; `pad` is 1 (same) or 0 (valid).
 */
export const expandEnlargedConv: Expansion = (call) => {
  const { b, inputs } = call;
  const [x, filter, bias] = inputs as [string, string, string | undefined];
  const { filterDims, sizes, activation } = enlargedConv(call);
  const [, , i, o] = filterDims as [number, number, number, number];
  const turnedTaps = b.op('Transpose', [phaseTaps(b, filter, call)], { perm: [0, 4, 3, 1, 2] });
  const filters = b.ops('Split', [turnedTaps, b.shape([1, 1, 1, 1])], 4, { axis: { int: 0 } });
  const phases = filters.map((phase, at) => {
    const operands = [x, b.op('Reshape', [phase, b.shape([o, i, 2, 2])]), ...(bias ? [bias] : [])];
    const result = b.op('Conv', operands, { kernel_shape: [2, 2], pads: phasePads(call, at) });
    return activation ? b.op(activation, [result]) : result;
  });
  const [, , height, width] = sizes as [number, number, number, number];
  const rows = [0, 2].map((at) => interleave(b, phases.slice(at, at + 2), 4, [0, 0, 0, width]));
  return interleave(b, rows, 3, [0, 0, height, width]);
};

export interface EnlargedConv {
  /** [3, 3, inputs, outputs] */
  readonly filterDims: readonly number[];
  /** Shape of the result: [batch, outputs, height, width]. */
  readonly sizes: readonly number[];
  readonly pad: 0 | 1;
  /** An ONNX operator, or '' for none. */
  readonly activation: OnnxOp | '';
}

export function enlargedConv({ attributes }: Pick<CompositeCall, 'attributes'>): EnlargedConv {
  const { filter, sizes, pad, activation } = attributes;
  return {
    filterDims: filter as number[],
    sizes: sizes as number[],
    pad: (pad as { int: 0 | 1 }).int,
    activation: activation as OnnxOp | '',
  };
}

/** The filter's taps for each phase: [4 phases, 2, 2, inputs, outputs]. */
export function phaseTaps(b: GraphBuilder, filter: string, call: Pick<CompositeCall, 'attributes'>): string {
  const { filterDims, pad } = enlargedConv(call);
  const [, , i, o] = filterDims as [number, number, number, number];
  const phases = pad === 1 ? [FIRST_ALONE, LAST_ALONE] : [LAST_ALONE, FIRST_ALONE];
  const turns = phases.flatMap((rows) => phases.map((columns) => kronecker(rows, columns))).flat();
  const taps = b.op('MatMul', [matrix(b, turns), b.op('Reshape', [filter, b.shape([9, i * o])])]);
  return b.op('Reshape', [taps, b.shape([4, 2, 2, i, o])]);
}

/** Phases are numbered row by row. */
export function phasePads(call: Pick<CompositeCall, 'attributes'>, phase: number): number[] {
  const { pad } = enlargedConv(call);
  const [row, column] = [phase >> 1, phase & 1];
  return [pad * (1 - row), pad * (1 - column), pad * row, pad * column];
}

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

function interleave(
  b: GraphBuilder,
  parts: readonly string[],
  axis: number,
  shape: readonly number[],
): string {
  const wide = parts.map((part) => b.op('Unsqueeze', [part, b.constant(int64s([axis]))]));
  return b.op('Reshape', [b.op('Concat', wide, { axis: { int: axis } }), b.shape(shape)]);
}

/** The gradient of the small picture: one 4x4 convolution with stride 2. `dy` has channels first, as the result. */
export function pictureGradient(
  b: GraphBuilder,
  dy: string,
  filter: string,
  filterDims: readonly number[],
  pad: number,
): string {
  const [, , i, o] = filterDims as [number, number, number, number];
  const edge = 2 - pad;
  const flat = b.op('Reshape', [filter, b.shape([9, i * o])]);
  const taps = b.op('MatMul', [matrix(b, kronecker(FOUR_TAPS, FOUR_TAPS)), flat]);
  const across = b.op('Transpose', [b.op('Reshape', [taps, b.shape([16, i, o])])], { perm: [1, 2, 0] });
  const operands = [dy, b.op('Reshape', [across, b.shape([i, o, 4, 4])])];
  return b.op('Conv', operands, { kernel_shape: [4, 4], strides: [2, 2], pads: [edge, edge, edge, edge] });
}

/** As `filter-gradient.ts`, with the small pictures two apart sliding over the gradients. */
export const expandEnlargedFilterGradient: Expansion = ({ b, inputs, attributes }) =>
  enlargedFilterGradient(b, turned(b, inputs[0]!), turned(b, inputs[1]!), attributes);

export function enlargedFilterGradient(
  b: GraphBuilder,
  x: Turned,
  dy: Turned,
  { pictures, gradients, pad }: CompositeCall['attributes'],
): string {
  const [n, c, h, w] = pictures as [number, number, number, number];
  const [, o, height, width] = gradients as [number, number, number, number];
  const edge = 2 - (pad as { int: number }).int;
  const filters = b.op('Reshape', [x.first(), b.shape([n * c, 1, h, w])]);
  const merged = b.op('Reshape', [dy.last(), b.shape([1, n, height, width * o])]);
  const sums = b.op('Conv', [merged, filters], {
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

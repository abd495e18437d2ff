import { floats, type Node } from '../../graph/graph.ts';
import { type Blocks, type Handled, padded } from './blocks.ts';
import { isPicture, NCHWC } from './nchwc.ts';
import { filterDims, packFilter, type Taps, tapsBehind } from './pack-filter.ts';

/** Activations that the blocked convolution applies to what it has just computed. */
const ACTIVATIONS = ['Relu', 'Sigmoid', 'Tanh'];

export function conv(node: Node, blocks: Blocks): Handled | undefined {
  const { attributes } = node;
  const [x, filter, bias] = node.inputs as [string, string, string | undefined];
  const [pictures, sizes] = [blocks.dimsOf(x), blocks.dimsOf(node.outputs[0]!)];
  if (attributes.group !== undefined || !isPicture(pictures) || !isPicture(sizes)) return undefined;
  if (!filterDims(filter, blocks)) return undefined;
  const taps = tapsBehind(filter, blocks);
  const geometry = {
    kernel: attributes.kernel_shape as readonly number[],
    strides: (attributes.strides as readonly number[] | undefined) ?? [1, 1],
    dilations: (attributes.dilations as readonly number[] | undefined) ?? [1, 1],
    pads: (attributes.pads as readonly number[] | undefined) ?? [0, 0, 0, 0],
  };
  const reader = blocks.absorbReader(node.outputs[0]!, ACTIVATIONS);
  const of = reader?.outputs[0] ?? node.outputs[0]!;
  const biased = bias && blocks.plain(bias);
  if (fitsFourPixels(geometry, taps, sizes, blocks.block)) {
    return { of, plain: fourPixels(blocks, x, taps, biased, geometry, reader?.op) };
  }
  return { of, blocked: blockedConv(blocks, x, taps, biased, geometry, reader?.op) };
}

export interface Geometry {
  /** [height, width] */
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Beginnings, then ends. */
  readonly pads: readonly number[];
}

/** A convolution in blocks. Pictures with less channels than a block are read as they are. */
export function blockedConv(
  blocks: Blocks,
  x: string,
  taps: Taps,
  bias: string | undefined,
  { kernel, strides, dilations, pads }: Geometry,
  activation?: string,
): string {
  const { b, block } = blocks;
  const asTheyAre = taps.inputs < block && blocks.find(x) === undefined;
  const operands = [
    asTheyAre ? x : blocks.take(x),
    packFilter(blocks, taps, kernel, asTheyAre),
    ...(bias ? [padded(b, bias, [taps.outputs], 0, block)] : []),
  ];
  return b.ops(
    'Conv',
    operands,
    1,
    {
      kernel_shape: kernel,
      strides,
      dilations,
      pads,
      group: { int: 1 },
      auto_pad: 'NOTSET',
      ...(activation ? { activation } : {}),
    },
    NCHWC,
  )[0]!;
}

/**
 * A result of one to four channels would fill a sixteenth to a quarter of a block. Four pixels with their
 * channels fill four times as much: a filter of one more tap each way computes a square of two by two.
 */
function fitsFourPixels(
  { kernel, strides, dilations }: Geometry,
  { outputs }: Taps,
  [, , height, width]: readonly number[],
  block: number,
): boolean {
  const plain = [...strides, ...dilations].every((step) => step === 1);
  const small = 4 * outputs <= block && kernel.every((size) => size > 1 && size <= 5);
  return plain && small && height! % 2 === 0 && width! % 2 === 0;
}

function fourPixels(
  blocks: Blocks,
  x: string,
  taps: Taps,
  bias: string | undefined,
  { kernel, pads }: Geometry,
  activation: string | undefined,
): string {
  const { b } = blocks;
  const [height, width] = kernel as [number, number];
  const { inputs, outputs } = taps;
  const [wide, order] = [(height + 1) * (width + 1), taps.order === 'inputs-outputs'];
  const spread = b.constant(floats([wide * 4, height * width], spreadTaps(height, width)));
  const across = b.op('Reshape', [taps.value, b.shape([height * width, inputs * outputs])]);
  const channels = order ? [inputs, outputs] : [outputs, inputs];
  const phases = b.op('Reshape', [b.op('MatMul', [spread, across]), b.shape([wide, 4, ...channels])]);
  const turned = b.op('Transpose', [phases], { perm: order ? [0, 2, 3, 1] : [0, 3, 2, 1] });
  const value = b.op('Reshape', [turned, b.shape([wide, inputs, outputs * 4])]);
  const fourTimes =
    bias &&
    b.op('Reshape', [
      b.op('Expand', [b.op('Reshape', [bias, b.shape([outputs, 1])]), b.shape([outputs, 4])]),
      b.shape([outputs * 4]),
    ]);
  const result = blockedConv(
    blocks,
    x,
    { value, order: 'inputs-outputs', taps: wide, inputs, outputs: outputs * 4 },
    fourTimes,
    { kernel: [height + 1, width + 1], strides: [2, 2], dilations: [1, 1], pads },
    activation,
  );
  const plain = b.ops('ReorderOutput', [result], 1, { channels: { int: outputs * 4 } }, NCHWC)[0]!;
  return b.op('DepthToSpace', [plain], { blocksize: { int: 2 }, mode: 'CRD' });
}

/** Where each tap goes for each of four pixels: [wider taps, 4, taps]. */
function spreadTaps(height: number, width: number): Float32Array {
  const rows = new Float32Array((height + 1) * (width + 1) * 4 * height * width);
  for (let tap = 0; tap < height * width; tap++) {
    const [row, column] = [Math.floor(tap / width), tap % width];
    for (let phase = 0; phase < 4; phase++) {
      const wider = (row + (phase >> 1)) * (width + 1) + column + (phase & 1);
      rows[(wider * 4 + phase) * height * width + tap] = 1;
    }
  }
  return rows;
}

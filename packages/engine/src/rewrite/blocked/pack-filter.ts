import type { Node } from '../../graph/graph.ts';
import { type Blocks, padded } from './blocks.ts';
import { roundUp } from './nchwc.ts';

/** A filter, tap by tap. `order` is [taps, inputs, outputs] or [taps, outputs, inputs]. */
export interface Taps {
  readonly value: string;
  readonly order: 'inputs-outputs' | 'outputs-inputs';
  readonly taps: number;
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * The taps behind a filter [outputs, inputs, height, width]. Lowering makes that shape by a transpose of
 * what lies tap by tap; from there the way into blocks moves whole runs of outputs, and is much faster.
 */
export function tapsBehind(filter: string, blocks: Blocks): Taps {
  const { b, makerOf } = blocks;
  const [outputs, inputs, height, width] = filterDims(filter, blocks) as [number, number, number, number];
  const sizes = { taps: height * width, inputs, outputs };
  const maker = makerOf(filter);
  const apart = (value: string, channels: readonly number[]) =>
    b.op('Reshape', [blocks.plain(value), b.shape([sizes.taps, ...channels])]);
  const forward = beforeTranspose(maker, [3, 2, 0, 1]);
  if (forward) return { value: apart(forward, [inputs, outputs]), order: 'inputs-outputs', ...sizes };
  const inner = maker?.op === 'Reshape' ? makerOf(maker.inputs[0]!) : undefined;
  const backward = beforeTranspose(inner, [1, 2, 0]);
  if (backward) return { value: apart(backward, [outputs, inputs]), order: 'outputs-inputs', ...sizes };
  const flat = b.op('Reshape', [blocks.plain(filter), b.shape([outputs, inputs, sizes.taps])]);
  return { value: b.op('Transpose', [flat], { perm: [2, 1, 0] }), order: 'inputs-outputs', ...sizes };
}

/** What a transpose by these axes reads. */
function beforeTranspose(node: Node | undefined, perm: readonly number[]): string | undefined {
  const matches = node?.op === 'Transpose' && String(node.attributes.perm) === String(perm);
  return matches ? node.inputs[0] : undefined;
}

/** Dims of a filter [outputs, inputs, height, width], from its own description or from what makes it. */
export function filterDims(
  filter: string,
  { dimsOf, makerOf, constantOf }: Blocks,
): readonly number[] | undefined {
  const own = dimsOf(filter);
  if (own) return own;
  const maker = makerOf(filter);
  if (maker?.op === 'Reshape') {
    const shape = constantOf(maker.inputs[1]!);
    return shape && Array.from(shape.data, Number);
  }
  if (maker?.op === 'Transpose') {
    const from = dimsOf(maker.inputs[0]!);
    return from && (maker.attributes.perm as number[]).map((axis) => from[axis]!);
  }
  return undefined;
}

/**
 * A filter as the blocked convolution reads it: for each block of outputs and block of inputs, tap by
 * tap, a square of inputs x outputs. `wholeInputs`: the inputs are plain pictures of less than a block.
 * ONNX Runtime sees it as [outputs, inputs, height, width], padded.
 */
export function packFilter(
  { b, block }: Blocks,
  { value, order, taps, inputs, outputs }: Taps,
  [height, width]: readonly number[],
  wholeInputs: boolean,
): string {
  const [inputAxis, outputAxis] = order === 'inputs-outputs' ? [1, 2] : [2, 1];
  const allOutputs = roundUp(outputs, block);
  const dims = order === 'inputs-outputs' ? [taps, inputs, outputs] : [taps, outputs, inputs];
  const paddedOutputs = padded(b, value, dims, outputAxis, block);
  const wide = dims.map((size, axis) => (axis === outputAxis ? allOutputs : size));
  const whole = wholeInputs ? paddedOutputs : padded(b, paddedOutputs, wide, inputAxis, block);
  const allInputs = wholeInputs ? inputs : roundUp(inputs, block);
  const inputSplit = wholeInputs ? [inputs] : [allInputs / block, block];
  const outputSplit = [allOutputs / block, block];
  const split =
    order === 'inputs-outputs' ? [...inputSplit, ...outputSplit] : [...outputSplit, ...inputSplit];
  const apart = b.op('Reshape', [whole, b.shape([taps, ...split])]);
  const packed = b.op('Transpose', [apart], { perm: packing(order, wholeInputs) });
  return b.op('Reshape', [packed, b.shape([allOutputs, allInputs, height!, width!])]);
}

/** To [output block, input block, taps, inputs, outputs], or [output block, inputs, taps, outputs]. */
function packing(order: Taps['order'], wholeInputs: boolean): readonly number[] {
  if (wholeInputs) return order === 'inputs-outputs' ? [2, 1, 0, 3] : [1, 3, 0, 2];
  return order === 'inputs-outputs' ? [3, 1, 0, 2, 4] : [1, 3, 0, 4, 2];
}

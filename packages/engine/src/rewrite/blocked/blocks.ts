import type { GraphBuilder } from '../../graph/builder.ts';
import { floats, int64s, type Node, type TensorData } from '../../graph/graph.ts';
import { roundUp } from './nchwc.ts';

/** What the pass knows while it goes through the graph. Names are those of the graph it reads. */
export interface Blocks {
  readonly b: GraphBuilder;
  /** Channels in a block. */
  readonly block: number;
  /** Dims of the plain value. */
  dimsOf(name: string): readonly number[] | undefined;
  constantOf(name: string): TensorData | undefined;
  makerOf(name: string): Node | undefined;
  /** The value in blocks, if it has been made. ONNX Runtime sees it as [batch, padded channels, height, width]. */
  find(name: string): string | undefined;
  /** The value in blocks, made now if need be. */
  take(name: string): string;
  /** The value with its channels first, made now if need be. */
  plain(name: string): string;
  /** The value's reader if it has only that one, and it is one of these operators. It counts as handled. */
  absorbReader(name: string, ops: readonly string[]): Node | undefined;
}

/** What became of a node: its output (or the output `of` an absorbed reader) in blocks, or plain. */
export type Handled = { readonly of?: string } & ({ readonly blocked: string } | { readonly plain: string });

/** Writes a node for pictures in blocks, or says no. */
export type Handler = (node: Node, blocks: Blocks) => Handled | undefined;

/** Pads one axis of a value of these dims with a number up to whole blocks. */
export function padded(
  b: GraphBuilder,
  value: string,
  dims: readonly number[],
  axis: number,
  block: number,
  filler = 0,
): string {
  const missing = roundUp(dims[axis]!, block) - dims[axis]!;
  if (missing === 0) return value;
  const pads = dims.map((_, i) => [0, i === axis ? missing : 0] as const);
  return b.pad(value, pads, floats([], [filler]));
}

/** The inverse of `padded`. */
export function cutBack(b: GraphBuilder, value: string, axis: number, size: number, block: number): string {
  if (size % block === 0) return value;
  return b.op('Slice', [value, ...[[0], [size], [axis]].map((list) => b.constant(int64s(list)))]);
}

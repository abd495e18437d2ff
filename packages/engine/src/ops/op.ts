import type * as tf from '@tensorflow/tfjs-core';
import type { GraphBuilder } from '../graph/builder.ts';
import type { ValueInfo } from '../graph/graph.ts';
import type { Signature } from './types.ts';

/** What is known of one call of a tfjs kernel while it is traced. Inputs that are lists are keyed '0', '1', ... */
export interface KernelCall {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, ValueInfo>>;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** The same call when it is lowered: the graph being written, and the names of the inputs in it. */
export interface LoweringCall extends KernelCall {
  readonly b: GraphBuilder;
  readonly names: Readonly<Record<string, string>>;
  readonly outputs: readonly ValueInfo[];
}

/**
 * How one tfjs kernel is traced and lowered. `infer` says the shapes and types of its outputs,
 * `lower` writes it as ONNX operators and gives back the names of the outputs. Both see operands that are
 * cast as `types` says, and neither is asked where all outputs hold nothing.
 */
export interface Op extends Signature {
  /** Whether tfjs takes its outputs as a list, even where it is a list of one. */
  readonly list?: true;
  /**
   * What the outputs are full of where an operand holds nothing and they do; 'lowered' leaves that to `lower`.
   * Default: it is refused.
   */
  readonly ofNothing?: number | 'lowered' | ((attrs: KernelCall['attrs']) => number);
  infer(call: KernelCall): readonly ValueInfo[];
  lower(call: LoweringCall): readonly string[];
}

/** The kernels that tfjs knows: it exports a constant for each, which is its own name. */
export type KernelName = {
  [K in keyof typeof tf]: (typeof tf)[K] extends K ? K : never;
}[keyof typeof tf];

/** Kernels of our own, by which tracing replaces several of tfjs's. */
type OwnKernel = 'EnlargedConv2D' | 'EnlargedConv2DBackpropInput' | 'EnlargedConv2DBackpropFilter';

/** Each family of kernels is one such table in one file. */
export type OpTable = { readonly [K in KernelName | OwnKernel]?: Op };

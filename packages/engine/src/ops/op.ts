import type { GraphBuilder } from '../graph/builder.ts';
import type { ValueInfo } from '../graph/graph.ts';

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
 * `lower` writes it as ONNX operators and gives back the names of the outputs.
 */
export interface Op {
  /** Whether tfjs takes its outputs as a list, even where it is a list of one. */
  readonly list?: true;
  infer(call: KernelCall): readonly ValueInfo[];
  lower(call: LoweringCall): readonly string[];
}

/** Kernel name -> op. Each family of kernels is one such table in one file. */
export type OpTable = Readonly<Record<string, Op>>;

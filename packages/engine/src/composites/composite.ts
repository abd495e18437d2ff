import type { GraphBuilder } from '../graph/builder.ts';
import type { Attribute, Node } from '../graph/graph.ts';

/**
 * A composite is an operator of ours that stands for several of ONNX's. Which ones is decided late, when
 * the rewrites know how its operands lie in memory: so a composite says what, and its expansion says how.
 * Operands are pictures with channels first, [batch, channels, height, width], unless said otherwise.
 */
export const COMPOSITE = 'hourglass';

export type Attributes = Readonly<Record<string, Attribute>>;

export interface CompositeCall {
  readonly b: GraphBuilder;
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** Writes the composite in ONNX's operators; gives the name of its result. */
export type Expansion = (call: CompositeCall) => string;

/** Notes a composite in the graph. */
export function composite(
  b: GraphBuilder,
  op: string,
  inputs: readonly string[],
  attributes: Attributes,
): string {
  return b.ops(op, inputs, 1, attributes, COMPOSITE)[0]!;
}

export function isComposite(node: Node, op: string): boolean {
  return node.domain === COMPOSITE && node.op === op;
}

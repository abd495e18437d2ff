import type { GraphBuilder } from './builder.ts';
import type { Node } from './graph.ts';

/**
 * A step function of each number: 1 above 0, and at 0 itself what is said. It is written as a HardSigmoid so steep that
 * no float lies on its slope, because ONNX Runtime is slow at `Where` and at comparisons.
 */
const STEEP = 3e38;

export function step(b: GraphBuilder, value: string, atZero: 0 | 1): string {
  return b.op('HardSigmoid', [value], { alpha: STEEP, beta: atZero });
}

/** Whether a node is one that `step` wrote. */
export function isStep({ op, attributes }: Node, atZero: 0 | 1): boolean {
  return op === 'HardSigmoid' && attributes.alpha === STEEP && attributes.beta === atZero;
}

import type { Graph } from '../graph/graph.ts';
import { isStep } from '../graph/step.ts';
import { mapNodes } from './edit.ts';

/**
 * The mask of a relu's gradient is taken from its output instead of its input: both have the same sign
 * where it counts. So the input has one reader, and ONNX Runtime can fuse the relu into the convolution.
 */
export function masks(graph: Graph): Graph {
  const reluOf = new Map(
    graph.nodes.filter(({ op }) => op === 'Relu').map((node) => [node.inputs[0]!, node.outputs[0]!]),
  );
  const seen = new Set<string>();
  return mapNodes(graph, (node) => {
    for (const output of node.outputs) seen.add(output);
    const relu = reluOf.get(node.inputs[0]!);
    if (!isStep(node, 0) || !relu || !seen.has(relu)) return undefined;
    return { nodes: [{ ...node, inputs: [relu] }] };
  });
}

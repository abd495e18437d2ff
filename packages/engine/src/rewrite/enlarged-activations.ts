import { isComposite } from '../composites/composite.ts';
import type { Graph } from '../graph/graph.ts';
import { mapNodes, producers, useCounts } from './edit.ts';

/** A convolution of an enlarged picture applies the activation behind it, phase by phase. */
export function enlargedActivations(graph: Graph): Graph {
  const producerOf = producers(graph);
  const uses = useCounts(graph);
  return mapNodes(graph, (node) => {
    if (node.domain || (node.op !== 'Relu' && node.op !== 'Sigmoid')) return undefined;
    const maker = producerOf.get(node.inputs[0]!);
    if (!maker || !isComposite(maker, 'EnlargedConv') || maker.attributes.activation !== '') return undefined;
    if (uses.get(node.inputs[0]!) !== 1) return undefined;
    // The maker reads what it read when this pass began: nothing before it was renamed.
    const attributes = { ...maker.attributes, activation: node.op };
    return { nodes: [{ ...maker, attributes, outputs: node.outputs }] };
  });
}

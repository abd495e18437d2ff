import { isComposite } from '../composites/composite.ts';
import type { Graph, Node } from '../graph/graph.ts';
import { isStep } from '../graph/step.ts';
import { freshNames, mapNodes, producers, useCounts } from './edit.ts';

/**
 * Behind a max-pooling, a relu's mask is laid over the pooled picture's gradient, which is smaller than the
 * picture's: the gradient goes to the largest pixel of each window, and that is what the pooling gave.
 */
export function pooledMasks(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const producerOf = producers(graph);
  const uses = useCounts(graph);
  const pooled = new Map(
    graph.nodes.filter(({ op }) => op === 'MaxPool').map((node) => [node.inputs[0]!, node.outputs[0]!]),
  );
  const written = new Set<string>();
  const infos = new Map(graph.infos);
  const rewritten = mapNodes(graph, (node) => {
    for (const output of node.outputs) written.add(output);
    if (node.op !== 'Mul') return undefined;
    for (const [gradient, mask] of [node.inputs, node.inputs.toReversed()] as [string, string][]) {
      const [handedOut, steep] = [producerOf.get(gradient), producerOf.get(mask)];
      if (!handedOut || !isComposite(handedOut, 'MaxPoolGradient') || uses.get(gradient) !== 1) continue;
      const [picture, dy] = handedOut.inputs as [string, string];
      const largest = pooled.get(picture);
      const isMask = steep && isStep(steep, 0) && steep.inputs[0] === picture;
      if (!isMask || !largest || !written.has(largest)) continue;
      const small = { mask: fresh(`${node.outputs[0]}:mask`), gradient: fresh(`${node.outputs[0]}:pooled`) };
      const info = graph.infos.get(largest);
      if (info) for (const name of Object.values(small)) infos.set(name, info);
      const nodes: Node[] = [
        { ...steep, inputs: [largest], outputs: [small.mask] },
        { op: 'Mul', inputs: [dy, small.mask], outputs: [small.gradient], attributes: {} },
        { ...handedOut, inputs: [picture, small.gradient], outputs: node.outputs },
      ];
      return { nodes };
    }
    return undefined;
  });
  return { ...rewritten, infos };
}

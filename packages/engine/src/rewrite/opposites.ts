import type { Graph, Node } from '../graph/graph.ts';
import { freshNames, mapNodes, producers, scalarConstant, useCounts } from './edit.ts';

/**
 * `x * -k + y * k` is `(y - x) * k`. The gradient of a loss such as `softplus(z) - z * x` comes out
 * as the first; it is one pass over the batch longer.
 */
export function opposites(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const made = producers(graph);
  const uses = useCounts(graph);
  const scaled = (name: string) => {
    const node = made.get(name);
    if (node?.op !== 'Mul' || uses.get(name) !== 1) return undefined;
    const at = node.inputs.findIndex((input) => scalarConstant(graph, input) !== undefined);
    if (at < 0) return undefined;
    return {
      value: node.inputs[1 - at]!,
      factor: node.inputs[at]!,
      number: scalarConstant(graph, node.inputs[at]!)!,
    };
  };
  const infos = new Map(graph.infos);
  const rewritten = mapNodes(graph, (node) => {
    if (node.op !== 'Add') return undefined;
    const [a, b] = node.inputs.map(scaled);
    if (!a || !b || a.number !== -b.number || a.number === 0) return undefined;
    const [minus, plus] = a.number < 0 ? [a, b] : [b, a];
    const difference = fresh(`${node.outputs[0]}:difference`);
    const info = graph.infos.get(node.outputs[0]!);
    if (info) infos.set(difference, info);
    const nodes: Node[] = [
      { op: 'Sub', inputs: [plus.value, minus.value], outputs: [difference], attributes: {} },
      { op: 'Mul', inputs: [difference, plus.factor], outputs: node.outputs, attributes: {} },
    ];
    return { nodes };
  });
  return { ...rewritten, infos };
}

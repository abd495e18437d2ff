import type { Graph } from '../graph/graph.ts';
import { sameDims } from '../ops/shapes.ts';
import { mapNodes, producers } from './edit.ts';

/** A reshape of a reshape is one; a reshape to the shape that is there already is none. */
export function reshapes(graph: Graph): Graph {
  const producerOf = producers(graph);
  const source = (name: string): string => {
    const node = producerOf.get(name);
    return node?.op === 'Reshape' ? source(node.inputs[0]!) : name;
  };
  return mapNodes(graph, (node) => {
    if (node.op !== 'Reshape') return undefined;
    const from = source(node.inputs[0]!);
    const to = Array.from(graph.constants.get(node.inputs[1]!)?.data ?? [], Number);
    const dims = graph.infos.get(from)?.dims;
    if (dims && sameDims(dims, to)) return { alias: from };
    return { nodes: [{ ...node, inputs: [from, node.inputs[1]!] }] };
  });
}

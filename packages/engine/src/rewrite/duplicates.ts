import type { Graph } from '../graph/graph.ts';
import { mapNodes } from './edit.ts';

/** What is computed twice is computed once. No operator in use draws random numbers. */
export function duplicates(graph: Graph): Graph {
  const first = new Map<string, string>();
  return mapNodes(graph, (node) => {
    if (node.outputs.length > 1) return undefined;
    const key = JSON.stringify([node.domain, node.op, node.inputs, node.attributes]);
    const same = first.get(key);
    if (same !== undefined) return { alias: same };
    first.set(key, node.outputs[0]!);
    return undefined;
  });
}

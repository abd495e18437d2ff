import type { Graph } from '../graph/graph.ts';
import { mapNodes } from './edit.ts';

/** Readers of a copy read the original. */
export function aliases(graph: Graph): Graph {
  return mapNodes(graph, (node) => (node.op === 'Identity' ? { alias: node.inputs[0]! } : undefined));
}

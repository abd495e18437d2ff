import type { Graph } from '../graph/graph.ts';

/** Small constants with the same type, shape and values become one. */
export function sharedConstants(graph: Graph): Graph {
  const first = new Map<string, string>();
  const renamed = new Map<string, string>();
  const constants = new Map(graph.constants);
  for (const [name, { type, dims, data }] of graph.constants) {
    if (data.length > 16) continue;
    const key = `${type}[${dims}]${Array.from(data, String)}`;
    const kept = first.get(key);
    if (kept === undefined) first.set(key, name);
    else {
      renamed.set(name, kept);
      constants.delete(name);
    }
  }
  const nodes = graph.nodes.map((node) => ({ ...node, inputs: node.inputs.map((i) => renamed.get(i) ?? i) }));
  return { ...graph, constants, nodes };
}

import type { Graph } from '../graph/graph.ts';

/** Drops what no output needs: nodes, constants, and what is known of their values. */
export function deadCode(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const nodes = graph.nodes
    .toReversed()
    .filter((node) => {
      if (!node.outputs.some((output) => needed.has(output))) return false;
      for (const input of node.inputs) needed.add(input);
      return true;
    })
    .reverse();
  const keep = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([name]) => needed.has(name)));
  return { ...graph, nodes, constants: keep(graph.constants), infos: keep(graph.infos) };
}

import { EngineError } from '../errors.ts';
import { type Graph, sizeOf } from './graph.ts';

/** Throws `GRAPH_INVALID` unless every name is defined exactly once and before its use. Returns the graph. */
export function checkGraph(graph: Graph): Graph {
  const fail = (what: string): never => {
    throw new EngineError('GRAPH_INVALID', `internal: graph '${graph.name}': ${what}`);
  };
  const defined = new Set<string>();
  const define = (name: string, by: string) => {
    if (name === '') fail(`${by} defines a value without a name`);
    if (defined.has(name)) fail(`'${name}' is defined twice (second time by ${by})`);
    defined.add(name);
  };
  for (const port of graph.inputs) define(port.name, 'an input');
  for (const [name, value] of graph.constants) {
    define(name, 'a constant');
    if (value.data.length !== sizeOf(value.dims)) {
      fail(`constant '${name}' has ${value.data.length} values for dims [${value.dims}]`);
    }
  }
  for (const node of graph.nodes) {
    for (const input of node.inputs) {
      if (input !== '' && !defined.has(input))
        fail(`${node.op} reads '${input}', which nothing before it defines`);
    }
    for (const output of node.outputs) define(output, node.op);
  }
  for (const port of graph.outputs) {
    if (!defined.has(port.name)) fail(`output '${port.name}' is defined by nothing`);
  }
  return graph;
}

import { COMPOSITE } from '../composites/composite.ts';
import { expansions } from '../composites/index.ts';
import { GraphBuilder } from '../graph/builder.ts';
import type { Graph, Node } from '../graph/graph.ts';

/** Our own operators become ONNX's. */
export function composites(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const expand = (node: Node): readonly Node[] => {
    if (node.domain !== COMPOSITE) return [node];
    const output = node.outputs[0]!;
    const b = new GraphBuilder(output, `${output}/`);
    const result = expansions[node.op]!({ b, inputs: node.inputs, attributes: node.attributes });
    const written = b.build();
    for (const [name, value] of written.constants) constants.set(name, value);
    for (const [name, info] of written.infos) infos.set(name, info);
    return [...written.nodes, { op: 'Identity', inputs: [result], outputs: node.outputs, attributes: {} }];
  };
  const nodes = graph.nodes.flatMap(expand);
  return { ...graph, nodes, constants, infos };
}

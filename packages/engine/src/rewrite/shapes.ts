import type { Graph, ValueInfo } from '../graph/graph.ts';
import { broadcast } from '../ops/shapes.ts';
import { elementwise, unary } from './edit.ts';

/** Notes the shapes that follow from those that lowering knew, so that later passes can count on them. */
export function shapes(graph: Graph): Graph {
  const infos = new Map(graph.infos);
  const infoOf = (name: string): ValueInfo | undefined => infos.get(name) ?? graph.constants.get(name);
  for (const { op, inputs, outputs, attributes } of graph.nodes) {
    const output = outputs[0]!;
    const first = infoOf(inputs[0]!);
    if (infos.has(output) || !first) continue;
    if (unary.has(op))
      infos.set(output, { type: op === 'Cast' ? castType(attributes) : first.type, dims: first.dims });
    else if (elementwise.has(op)) {
      const all = inputs.map(infoOf);
      if (!all.every((info) => info !== undefined)) continue;
      infos.set(output, { type: first.type, dims: all.map(({ dims }) => dims).reduce(broadcast) });
    } else if (op === 'Transpose') {
      const dims = (attributes.perm as readonly number[]).map((axis) => first.dims[axis]!);
      infos.set(output, { type: first.type, dims });
    } else if (op === 'Reshape') {
      const dims = Array.from(graph.constants.get(inputs[1]!)?.data ?? [-1], Number);
      if (dims.every((size) => size > 0)) infos.set(output, { type: first.type, dims });
    }
  }
  return { ...graph, infos };
}

function castType(attributes: Graph['nodes'][number]['attributes']): ValueInfo['type'] {
  return (attributes.to as { type: ValueInfo['type'] }).type;
}

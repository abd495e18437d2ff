import type { Graph, ValueInfo } from '../graph/graph.ts';
import { traitsOf } from '../graph/operators.ts';
import { broadcast } from '../ops/shapes.ts';
import { isElementwise, isUnary } from './edit.ts';

/** Notes the shapes that follow from those that lowering knew, so that later passes can count on them. */
export function shapes(graph: Graph): Graph {
  const infos = new Map(graph.infos);
  const infoOf = (name: string): ValueInfo | undefined => infos.get(name) ?? graph.constants.get(name);
  for (const node of graph.nodes) {
    const { op, inputs, outputs, attributes } = node;
    const type = (operand: ValueInfo) => traitsOf(op).gives ?? operand.type;
    const output = outputs[0]!;
    const first = infoOf(inputs[0]!);
    if (infos.has(output) || !first) continue;
    if (isUnary(node))
      infos.set(output, { type: op === 'Cast' ? castType(attributes) : type(first), dims: first.dims });
    else if (isElementwise(node)) {
      const all = inputs.map(infoOf);
      if (!all.every((info) => info !== undefined)) continue;
      infos.set(output, { type: type(first), dims: all.map(({ dims }) => dims).reduce(broadcast) });
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

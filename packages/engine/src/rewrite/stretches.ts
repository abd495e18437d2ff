import { type Graph, int64s, type Node } from '../graph/graph.ts';
import { broadcast, sameDims } from '../ops/shapes.ts';
import { freshNames, isElementwise, isUnary, repeatedNumber } from './edit.ts';

/**
 * A small tensor stretched over a large one's shape stays small as long as only operators read it that
 * stretch their operands themselves. tfjs stretches by tiles, and by products with tensors of ones.
 */
export function stretches(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const nodes: Node[] = [];
  /** The small tensor behind a value that is not written. */
  const smallOf = new Map<string, string>();
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const dimsOf = (name: string) => constants.get(name)?.dims ?? infos.get(name)?.dims;
  for (const [name, value] of graph.constants) {
    const number = value.data.length > 1 ? repeatedNumber(value) : undefined;
    if (number === undefined) continue;
    const scalar = fresh(`${name}:number`);
    constants.set(scalar, { ...value, dims: [], data: value.data.slice(0, 1) } as typeof value);
    smallOf.set(name, scalar);
  }

  const written = (name: string): string => {
    const small = smallOf.get(name);
    const info = infos.get(name);
    if (small === undefined || constants.has(name) || !info) return name;
    smallOf.delete(name);
    const shape = fresh(`${name}:shape`);
    constants.set(shape, int64s(info.dims));
    nodes.push({ op: 'Expand', inputs: [small, shape], outputs: [name], attributes: {} });
    return name;
  };

  for (const node of graph.nodes) {
    const output = node.outputs[0]!;
    const dims = infos.get(output)?.dims;
    const stretched = node.op === 'Tile' || node.op === 'Expand' ? node.inputs.slice(0, 1) : node.inputs;
    const small = stretched.map((input) => smallOf.get(input) ?? input);
    const own = broadcastAll(small.map(dimsOf));
    if (!dims || !own || outputs.has(output)) {
      nodes.push({ ...node, inputs: node.inputs.map(written) });
    } else if (node.op === 'Tile' || node.op === 'Expand') {
      // A tile of more than one number an axis repeats instead of stretching.
      if (sameDims(safeBroadcast(own, dims) ?? [], dims)) smallOf.set(output, small[0]!);
      else nodes.push({ ...node, inputs: node.inputs.map(written) });
    } else if (isElementwise(node) || isUnary(node)) {
      if (sameDims(own, dims)) nodes.push({ ...node, inputs: small });
      else {
        const name = fresh(`${output}:small`);
        nodes.push({ ...node, inputs: small, outputs: [name] });
        infos.set(name, { type: infos.get(output)!.type, dims: own });
        smallOf.set(output, name);
      }
    } else nodes.push({ ...node, inputs: node.inputs.map(written) });
  }
  return { ...graph, nodes, constants, infos };
}

function broadcastAll(all: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  return all.reduce<readonly number[] | undefined>((a, b) => (a && b ? safeBroadcast(a, b) : undefined), []);
}

function safeBroadcast(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  try {
    return broadcast(a, b);
  } catch {
    return undefined;
  }
}

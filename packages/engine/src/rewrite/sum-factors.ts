import { type Graph, int64s, type Node } from '../graph/graph.ts';
import { freshNames, intAttribute, mapNodes, producers } from './edit.ts';

/**
 * In a sum or mean of a product, factors that do not change along the summed axes are multiplied
 * afterwards: numbers a channel instead of numbers a pixel. The gradient of batch normalisation is full of
 * them, and what is left under the sums is often the same.
 */
export function sumFactors(graph: Graph): Graph {
  const made = producers(graph);
  const fresh = freshNames(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const dimsOf = (name: string) => constants.get(name)?.dims ?? infos.get(name)?.dims;

  /** A product's factors that may leave and those that stay; a part of which all stays is not taken apart. */
  const split = (
    name: string,
    mayLeave: (name: string) => boolean,
  ): { inside: string[]; taken: string[] } => {
    if (mayLeave(name)) return { inside: [], taken: [name] };
    const node = made.get(name);
    const parts = node?.op === 'Mul' ? node.inputs.map((input) => split(input, mayLeave)) : [];
    const taken = parts.flatMap((part) => part.taken);
    return taken.length === 0
      ? { inside: [name], taken }
      : { inside: parts.flatMap((part) => part.inside), taken };
  };

  const rewritten = mapNodes({ ...graph, constants }, (node) => {
    if (node.op !== 'ReduceSum' && node.op !== 'ReduceMean') return undefined;
    const output = node.outputs[0]!;
    const [whole, info] = [dimsOf(node.inputs[0]!), infos.get(output)];
    const axes = Array.from(constants.get(node.inputs[1]!)?.data ?? [], Number);
    if (!whole || !info || axes.length === 0 || made.get(node.inputs[0]!)?.op !== 'Mul') return undefined;

    /** One factor's shape once it is outside, or `undefined` if it changes along the summed axes. */
    const outside = (name: string): number[] | undefined => {
      const dims = dimsOf(name);
      if (!dims || dims.length > whole.length) return undefined;
      const aligned = [...Array.from({ length: whole.length - dims.length }, () => 1), ...dims];
      if (axes.some((axis) => aligned[axis] !== 1)) return undefined;
      return intAttribute(node, 'keepdims') === 1
        ? aligned
        : aligned.filter((_, axis) => !axes.includes(axis));
    };
    const { inside, taken } = split(node.inputs[0]!, (name) => outside(name) !== undefined);
    // Only if the sum keeps its shape without them.
    inside.sort();
    const full = inside.some((name) => String(dimsOf(name)) === String(whole));
    if (taken.length === 0 || !full) return undefined;

    const nodes: Node[] = [];
    const emit = (
      op: string,
      inputs: readonly string[],
      dims: readonly number[],
      like?: Node,
      as?: string,
    ) => {
      const name = as ?? fresh(`${output}:sum`);
      nodes.push({ op, inputs, outputs: [name], attributes: like?.attributes ?? {} });
      infos.set(name, { type: 'float32', dims });
      return name;
    };
    const product = inside.reduce((a, b) => emit('Mul', [a, b], whole));
    let value = emit(node.op, [product, node.inputs[1]!], info.dims, node);
    taken.forEach((name, i) => {
      const dims = outside(name)!;
      const shape = `shape(${dims})`;
      constants.set(shape, int64s(dims));
      const factor = dimsOf(name)!.length === 0 ? name : emit('Reshape', [name, shape], dims);
      value = emit('Mul', [value, factor], info.dims, undefined, i === taken.length - 1 ? output : undefined);
    });
    return { nodes };
  });
  return { ...rewritten, constants, infos };
}

import { floats, type Graph } from '../graph/graph.ts';
import { freshNames, mapNodes, readersOf, scalarConstant } from './edit.ts';

/**
 * `g * g * k` and `g * c`, where a matrix product makes `g`: the product makes `g * sqrt(k)` instead, which
 * costs nothing, and the square needs no factor. Adam weighs each gradient and its square like this.
 */
export function squares(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const readers = readersOf(graph);
  const constants = new Map(graph.constants);
  /** Roots by the name of the product that takes them, and then by that of its square. */
  const roots = new Map<string, number>();
  const scaled = new Map<string, number>();

  const factorOf = (node: { readonly inputs: readonly string[] }) =>
    node.inputs.map((input) => scalarConstant(graph, input)).find((number) => number !== undefined);

  for (const product of graph.nodes) {
    const g = product.outputs[0]!;
    const [first, second, ...more] = new Set(readers.get(g) ?? []);
    if (product.op !== 'Gemm' || product.inputs.length > 2 || !first || !second || more.length > 0) continue;
    const square = [first, second].find(
      ({ op, inputs }) => op === 'Mul' && inputs.every((input) => input === g),
    );
    const other = square === first ? second : first;
    if (!square || other.op !== 'Mul' || factorOf(other) === undefined) continue;
    const [weighed, ...others] = readers.get(square.outputs[0]!) ?? [];
    const factor = weighed?.op === 'Mul' ? factorOf(weighed) : undefined;
    if (others.length > 0 || factor === undefined || factor <= 0) continue;
    roots.set(g, Math.sqrt(factor));
    scaled.set(other.outputs[0]!, factorOf(other)! / Math.sqrt(factor));
    scaled.set(weighed!.outputs[0]!, 1);
  }

  const rewritten = mapNodes(graph, (node) => {
    const output = node.outputs[0]!;
    const root = roots.get(output);
    if (root !== undefined) {
      const alpha = ((node.attributes.alpha as number | undefined) ?? 1) * root;
      return { nodes: [{ ...node, attributes: { ...node.attributes, alpha } }] };
    }
    const factor = scaled.get(output);
    if (factor === undefined) return undefined;
    const value = node.inputs.find((input) => scalarConstant(graph, input) === undefined)!;
    if (factor === 1) return { alias: value };
    const name = fresh(`${output}:factor`);
    constants.set(name, floats([], [factor]));
    return { nodes: [{ ...node, inputs: [value, name] }] };
  });
  return { ...rewritten, constants };
}

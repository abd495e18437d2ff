import { floats, type Graph, type Node } from '../graph/graph.ts';
import { freshNames, mapNodes, readersOf, scalarConstant } from './edit.ts';

/**
 * A number that a tensor is multiplied by moves into the matrix products that read it, where it costs
 * nothing, and behind the sums over it, where it costs little. The gradient of a mean begins with such a
 * factor: one pass over the batch less.
 */
export function productFactors(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const readers = readersOf(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  /** The factors of values that are read without them, by the name they had with them. */
  const owed = new Map<string, number>();

  const movable = (name: string): boolean =>
    (readers.get(name) ?? []).every((node) => {
      if (node?.op === 'Reshape') return movable(node.outputs[0]!);
      if (node?.op === 'ReduceSum') return true;
      return node?.op === 'Gemm' && node.inputs[2] !== name;
    });
  const owe = (name: string, factor: number) => {
    owed.set(name, factor);
    for (const node of readers.get(name)!) if (node?.op === 'Reshape') owe(node.outputs[0]!, factor);
  };

  const original = new Map(graph.nodes.map((node) => [node.outputs[0]!, node]));
  const rewritten = mapNodes(graph, (node) => {
    const output = node.outputs[0]!;
    // What it read before the pass began to rename.
    const inputs = original.get(output)!.inputs;
    const factors = inputs.map((input) => owed.get(input));
    if (node.op === 'Mul') {
      const at = inputs.findIndex((input) => scalarConstant(graph, input) !== undefined);
      const intoProduct = readers.get(output)?.some((reader) => reader?.op === 'Gemm');
      if (at < 0 || !intoProduct || !movable(output)) return undefined;
      owe(output, scalarConstant(graph, inputs[at]!)!);
      return { alias: node.inputs[1 - at]! };
    }
    if (node.op === 'Gemm' && (factors[0] ?? factors[1]) !== undefined) {
      const alpha =
        ((node.attributes.alpha as number | undefined) ?? 1) * (factors[0] ?? 1) * (factors[1] ?? 1);
      return { nodes: [{ ...node, attributes: { ...node.attributes, alpha } }] };
    }
    if (node.op === 'ReduceSum' && factors[0] !== undefined) {
      const [sum, factor] = [fresh(`${output}:sum`), fresh(`${output}:factor`)];
      constants.set(factor, floats([], [factors[0]]));
      const info = graph.infos.get(output);
      if (info) infos.set(sum, info);
      const nodes: Node[] = [
        { ...node, outputs: [sum] },
        { op: 'Mul', inputs: [sum, factor], outputs: [output], attributes: {} },
      ];
      return { nodes };
    }
    return undefined;
  });
  return { ...rewritten, constants, infos };
}

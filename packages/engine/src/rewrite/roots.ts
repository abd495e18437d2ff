import type { Graph, Node } from '../graph/graph.ts';
import { freshNames, isScalar, mapNodes, producers, scalarConstant, useCounts } from './edit.ts';

/**
 * `m * k / (sqrt(v / c) + e)` is `m * (k * sqrt(c)) / (sqrt(v) + e * sqrt(c))`: the division of a whole
 * tensor becomes two of single numbers. Adam's step has this form; its `c` is one minus a power, which is
 * positive, and no other `c` is touched.
 */
export function roots(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const made = producers(graph);
  const uses = useCounts(graph);
  const infos = new Map(graph.infos);
  const alone = (name: string, op: string): Node | undefined => {
    const node = made.get(name);
    return node?.op === op && uses.get(name) === 1 ? node : undefined;
  };
  const oneMinus = (name: string) => {
    const node = made.get(name);
    return node?.op === 'Sub' && isScalar(graph, name) && scalarConstant(graph, node.inputs[0]!) === 1;
  };

  const rewritten = mapNodes(graph, (node) => {
    if (node.op !== 'Div') return undefined;
    const [above, below] = node.inputs as [string, string];
    const scaled = alone(above, 'Mul');
    const sum = alone(below, 'Add');
    const root = sum && alone(sum.inputs[0]!, 'Sqrt');
    const quotient = root && alone(root.inputs[0]!, 'Div');
    if (!scaled || !quotient || !isScalar(graph, scaled.inputs[1]!)) return undefined;
    if (!isScalar(graph, sum.inputs[1]!) || !oneMinus(quotient.inputs[1]!)) return undefined;

    const output = node.outputs[0]!;
    const info = graph.infos.get(output);
    const nodes: Node[] = [];
    const emit = (
      op: string,
      inputs: readonly string[],
      kind: 'number' | 'tensor',
      as = fresh(`${output}:root`),
    ) => {
      nodes.push({ op, inputs, outputs: [as], attributes: {} });
      if (kind === 'number') infos.set(as, { type: 'float32', dims: [] });
      else if (info) infos.set(as, info);
      return as;
    };
    const c = emit('Sqrt', [quotient.inputs[1]!], 'number');
    const numerator = emit(
      'Mul',
      [scaled.inputs[0]!, emit('Mul', [scaled.inputs[1]!, c], 'number')],
      'tensor',
    );
    const denominator = emit(
      'Add',
      [emit('Sqrt', [quotient.inputs[0]!], 'tensor'), emit('Mul', [sum.inputs[1]!, c], 'number')],
      'tensor',
    );
    emit('Div', [numerator, denominator], 'tensor', output);
    return { nodes };
  });
  return { ...rewritten, infos };
}

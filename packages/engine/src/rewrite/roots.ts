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
  /** Which of two operands is one number, whatever their order. */
  const apart = ({ inputs }: Node): { readonly tensor: string; readonly number: string } | undefined => {
    const [a, b] = inputs as [string, string];
    if (isScalar(graph, b)) return { tensor: a, number: b };
    return isScalar(graph, a) ? { tensor: b, number: a } : undefined;
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
    const [m, e] = [scaled && apart(scaled), sum && apart(sum)];
    const root = e && alone(e.tensor, 'Sqrt');
    const quotient = root && alone(root.inputs[0]!, 'Div');
    if (!m || !quotient || !oneMinus(quotient.inputs[1]!)) return undefined;

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
    const numerator = emit('Mul', [m.tensor, emit('Mul', [m.number, c], 'number')], 'tensor');
    const denominator = emit(
      'Add',
      [emit('Sqrt', [quotient.inputs[0]!], 'tensor'), emit('Mul', [e.number, c], 'number')],
      'tensor',
    );
    emit('Div', [numerator, denominator], 'tensor', output);
    return { nodes };
  });
  return { ...rewritten, infos };
}

import type { Graph, Node } from '../graph/graph.ts';
import { isScalar, scalarConstant, useCounts } from './edit.ts';
import { GraphEdit } from './graph-edit.ts';

/**
 * `m * k / (sqrt(v / c) + e)` is `m * (k * sqrt(c)) / (sqrt(v) + e * sqrt(c))`: the division of a whole
 * tensor becomes two of single numbers. Adam's step has this form; its `c` is one minus a power, which is
 * positive, and no other `c` is touched.
 */
export function roots(graph: Graph): Graph {
  const edit = new GraphEdit(graph);
  const uses = useCounts(graph);
  const alone = (name: string, op: string): Node | undefined => {
    const node = edit.producerOf(name);
    return node?.op === op && uses.get(name) === 1 ? node : undefined;
  };
  /** Which of two operands is one number, whatever their order. */
  const apart = ({ inputs }: Node): { readonly tensor: string; readonly number: string } | undefined => {
    const [a, b] = inputs as [string, string];
    if (isScalar(graph, b)) return { tensor: a, number: b };
    return isScalar(graph, a) ? { tensor: b, number: a } : undefined;
  };
  const oneMinus = (name: string) => {
    const node = edit.producerOf(name);
    return node?.op === 'Sub' && isScalar(graph, name) && scalarConstant(graph, node.inputs[0]!) === 1;
  };

  return edit.run((node) => {
    if (node.op !== 'Div') return false;
    const [above, below] = node.inputs as [string, string];
    const scaled = alone(above, 'Mul');
    const sum = alone(below, 'Add');
    const [m, e] = [scaled && apart(scaled), sum && apart(sum)];
    const root = e && alone(e.tensor, 'Sqrt');
    const quotient = root && alone(root.inputs[0]!, 'Div');
    if (!m || !quotient || !oneMinus(quotient.inputs[1]!)) return false;

    const [output] = node.outputs as [string];
    const info = graph.infos.get(output);
    const number = (op: string, ...inputs: string[]) => edit.emit(op, inputs, { dims: [] });
    const tensor = (op: string, ...inputs: string[]) => edit.emit(op, inputs, { info });
    const c = number('Sqrt', quotient.inputs[1]!);
    const numerator = tensor('Mul', m.tensor, number('Mul', m.number, c));
    const denominator = tensor('Add', tensor('Sqrt', quotient.inputs[0]!), number('Mul', e.number, c));
    edit.emit('Div', [numerator, denominator], { info, as: output });
    return true;
  });
}

import { floats, type Graph } from '../graph/graph.ts';
import { sameDims } from '../ops/shapes.ts';
import { isElementwise, mapNodes, repeatedNumber } from './edit.ts';

const fold: Readonly<Record<string, (...values: number[]) => number>> = {
  Add: (a, b) => a! + b!,
  Sub: (a, b) => a! - b!,
  Mul: (a, b) => a! * b!,
  Div: (a, b) => a! / b!,
  Neg: (a) => -a!,
  Reshape: (a) => a!,
  Expand: (a) => a!,
};

/**
 * A tensor of one number repeated is that number. tfjs starts a gradient with a tensor of ones and
 * walks it through the loss's mean; here it becomes one scalar, and the walk is done once, now.
 */
export function fills(graph: Graph): Graph {
  const constants = new Map(graph.constants);
  const numberOf = new Map<string, number>();
  for (const [name, value] of constants) {
    const number = repeatedNumber(value);
    if (number !== undefined) numberOf.set(name, number);
  }
  const scalar = (number: number) => {
    const name = `fill(${Math.fround(number)})`;
    if (!constants.has(name)) constants.set(name, floats([], [number]));
    return name;
  };
  const rewritten = mapNodes({ ...graph, constants }, (node) => {
    const output = node.outputs[0]!;
    const operands = node.op === 'Reshape' || node.op === 'Expand' ? node.inputs.slice(0, 1) : node.inputs;
    const numbers = operands.map((input) => numberOf.get(input));
    if (Object.hasOwn(fold, node.op) && numbers.every((number) => number !== undefined)) {
      numberOf.set(output, Math.fround(fold[node.op]!(...(numbers as number[]))));
      return undefined;
    }
    if (!isElementwise(node)) return undefined;
    const dims = graph.infos.get(output)?.dims;
    const full = (name: string) => dims !== undefined && sameDims(graph.infos.get(name)?.dims ?? [-1], dims);
    const inputs = node.inputs.map((input, i) => {
      const number = numbers[i];
      // The other operand must already have the whole shape: a scalar does not stretch it.
      return number !== undefined && node.inputs.some((other, j) => j !== i && full(other))
        ? scalar(number)
        : input;
    });
    return { nodes: [{ ...node, inputs }] };
  });
  return { ...rewritten, constants };
}

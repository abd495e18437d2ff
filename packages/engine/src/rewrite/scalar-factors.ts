import { floats, type Graph, type Node } from '../graph/graph.ts';
import { sameDims } from '../ops/shapes.ts';
import { isScalar, mapNodes, producers, scalarConstant, useCounts } from './edit.ts';

/**
 * In a chain of multiplications and divisions the scalars are multiplied with each other first, so
 * that the large tensor is passed over once for all of them. Adam's `m / c / d * -rate` becomes
 * `m * (-rate / c) / d`.
 */
export function scalarFactors(graph: Graph): Graph {
  const made = producers(graph);
  const uses = useCounts(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const isProduct = (node: Node | undefined): node is Node => node?.op === 'Mul' || node?.op === 'Div';

  /** The chain of products that ends in `name`, apart: tensors and scalars, above and below the line. */
  const factors = (name: string, inverse: boolean, first: boolean, into: Factors): void => {
    const node = made.get(name);
    if (isScalar(graph, name)) into[inverse ? 'scalarsBelow' : 'scalarsAbove'].push(name);
    else if (isProduct(node) && (first || uses.get(name) === 1)) {
      factors(node.inputs[0]!, inverse, false, into);
      factors(node.inputs[1]!, node.op === 'Div' ? !inverse : inverse, false, into);
    } else into[inverse ? 'below' : 'above'].push(name);
  };

  const inner = new Set<string>();
  for (const node of graph.nodes) {
    if (!isProduct(node)) continue;
    for (const input of node.inputs)
      if (isProduct(made.get(input)) && uses.get(input) === 1) inner.add(input);
  }

  const rewritten = mapNodes({ ...graph, constants }, (node) => {
    const output = node.outputs[0]!;
    if (!isProduct(node) || inner.has(output) || isScalar(graph, output)) return undefined;
    const found: Factors = { above: [], below: [], scalarsAbove: [], scalarsBelow: [] };
    factors(output, false, true, found);
    const scalars = found.scalarsAbove.length + found.scalarsBelow.length;
    if (scalars < 2 || found.above.length === 0) return undefined;

    const nodes: Node[] = [];
    const emit = (op: string, a: string, b: string, as = `${output}:${nodes.length}`) => {
      nodes.push({ op, inputs: [a, b], outputs: [as], attributes: {} });
      return as;
    };
    let scalar = constantProduct(graph, constants, found, output);
    for (const name of found.scalarsAbove) if (!isConstant(graph, name)) scalar = emit('Mul', scalar, name);
    for (const name of found.scalarsBelow) if (!isConstant(graph, name)) scalar = emit('Div', scalar, name);
    for (const { outputs } of nodes) infos.set(outputs[0]!, { type: 'float32', dims: [] });
    const [start, ...above] = found.above;
    const steps: [string, string][] = [
      ['Mul', scalar],
      ...above.map((name): [string, string] => ['Mul', name]),
    ];
    steps.push(...found.below.map((name): [string, string] => ['Div', name]));
    const info = graph.infos.get(output);
    const whole = info && sameDims(graph.infos.get(start!)?.dims ?? [-1], info.dims);
    let value = start!;
    steps.forEach(([op, operand], i) => {
      value = emit(op, value, operand, i === steps.length - 1 ? output : undefined);
      if (whole) infos.set(value, info);
    });
    return { nodes };
  });
  return { ...rewritten, constants, infos };
}

interface Factors {
  readonly above: string[];
  readonly below: string[];
  readonly scalarsAbove: string[];
  readonly scalarsBelow: string[];
}

function isConstant(graph: Graph, name: string): boolean {
  return scalarConstant(graph, name) !== undefined;
}

function constantProduct(
  graph: Graph,
  constants: Map<string, ReturnType<typeof floats>>,
  found: Factors,
  at: string,
) {
  const product = (names: readonly string[]) =>
    names.reduce((value, name) => value * (scalarConstant(graph, name) ?? 1), 1);
  const name = `${at}:factor`;
  constants.set(name, floats([], [product(found.scalarsAbove) / product(found.scalarsBelow)]));
  return name;
}

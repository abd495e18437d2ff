import { floats, type Graph, type Node, sizeOf } from '../graph/graph.ts';
import { broadcast } from '../ops/shapes.ts';
import { freshNames, mapNodes, producers, scalarConstant, useCounts } from './edit.ts';

/**
 * In a chain of multiplications and divisions the small factors come first, so that a large tensor is
 * passed over once for all of them. Adam's `m / c / d * -rate` becomes `m * (-rate / c) / d`.
 */
export function smallFactors(graph: Graph): Graph {
  const producerOf = producers(graph);
  const fresh = freshNames(graph);
  const uses = useCounts(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const dimsOf = (name: string) => constants.get(name)?.dims ?? infos.get(name)?.dims;
  /** Chains whose factors cancel, and what is left of each. */
  const left = new Map<string, string>();
  const isProduct = (node: Node | undefined): node is Node => node?.op === 'Mul' || node?.op === 'Div';

  /** The factors of a chain of products that ends in `name`. */
  const factorsOf = (name: string, below: boolean, first: boolean): Factor[] => {
    const alias = left.get(name);
    if (alias !== undefined) return factorsOf(alias, below, first);
    const node = producerOf.get(name);
    if (!isProduct(node) || (!first && uses.get(name) !== 1)) {
      const dims = dimsOf(name);
      return [{ name, below, dims, size: dims ? sizeOf(dims) : Number.POSITIVE_INFINITY }];
    }
    const [a, b] = node.inputs as [string, string];
    return [...factorsOf(a, below, false), ...factorsOf(b, node.op === 'Div' ? !below : below, false)];
  };

  const inner = new Set<string>();
  for (const node of graph.nodes) {
    if (!isProduct(node)) continue;
    for (const input of node.inputs)
      if (isProduct(producerOf.get(input)) && uses.get(input) === 1) inner.add(input);
  }

  const rewritten = mapNodes({ ...graph, constants }, (node) => {
    const output = node.outputs[0]!;
    const dims = infos.get(output)?.dims;
    if (!isProduct(node) || inner.has(output) || !dims) return undefined;
    const factors = factorsOf(output, false, true).sort((a, b) => a.size - b.size);
    const small = factors.filter(({ size }) => size < sizeOf(dims));
    if (small.length < 2 || small.length === factors.length) return undefined;

    const nodes: Node[] = [];
    const number = constantProduct(graph, factors);
    const rest = factors.filter(({ name }) => scalarConstant(graph, name) === undefined);
    let value = fresh(`${output}:factor`);
    let valueDims: readonly number[] | undefined = [];
    if (number === 1 && !rest[0]!.below) [{ name: value, dims: valueDims }] = [rest.shift()!];
    else constants.set(value, floats([], [number]));
    if (rest.length === 0) {
      left.set(output, value);
      return { alias: value };
    }
    rest.forEach(({ name, below, dims: own }, i) => {
      const as = i === rest.length - 1 ? output : fresh(`${output}:product`);
      // A product wants its larger operand first: ONNX Runtime is slower the other way round.
      const inputs = below ? [value, name] : [name, value];
      nodes.push({ op: below ? 'Div' : 'Mul', inputs, outputs: [as], attributes: {} });
      valueDims = valueDims && own && broadcast(valueDims, own);
      if (valueDims) infos.set(as, { type: 'float32', dims: valueDims });
      value = as;
    });
    return { nodes };
  });
  return { ...rewritten, constants, infos };
}

interface Factor {
  readonly name: string;
  /** Below the line: what is divided by. */
  readonly below: boolean;
  readonly dims: readonly number[] | undefined;
  readonly size: number;
}

function constantProduct(graph: Graph, factors: readonly Factor[]): number {
  return factors.reduce((product, { name, below }) => {
    const number = scalarConstant(graph, name) ?? 1;
    return below ? product / number : product * number;
  }, 1);
}

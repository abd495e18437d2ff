import { accurate } from '../composites/accurate.ts';
import { COMPOSITE } from '../composites/composite.ts';
import type { Graph, Node, TensorData } from '../graph/graph.ts';
import { traitsOf } from '../graph/operators.ts';

/** Which node makes each value. */
export function producers(graph: Graph): Map<string, Node> {
  return new Map(graph.nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
}

/** How often each value is read, by nodes or as an output of the graph. */
export function useCounts(graph: Graph): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const node of graph.nodes) node.inputs.forEach(count);
  for (const { name } of graph.outputs) count(name);
  return counts;
}

/** The nodes that read each value, once for every time it does; `undefined` stands for an output of the graph. */
export function readersOf(graph: Graph): Map<string, (Node | undefined)[]> {
  const readers = new Map<string, (Node | undefined)[]>();
  const note = (name: string, node?: Node) => {
    const known = readers.get(name);
    if (known) known.push(node);
    else readers.set(name, [node]);
  };
  for (const node of graph.nodes) for (const input of node.inputs) note(input, node);
  for (const { name } of graph.outputs) note(name);
  return readers;
}

/**
 * Goes through the nodes once, in order. `visit` may answer with another name for the node's output
 * (the node is dropped and its readers read that), with nodes to put in its place, or with
 * `undefined` to keep it. The node it sees already reads the new names.
 */
export function mapNodes(
  graph: Graph,
  visit: (node: Node) => { readonly alias: string } | { readonly nodes: readonly Node[] } | undefined,
): Graph {
  const renamed = new Map<string, string>();
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const nodes: Node[] = [];
  for (const original of graph.nodes) {
    const stale = original.inputs.some((input) => renamed.has(input));
    const node = stale ? { ...original, inputs: original.inputs.map((i) => renamed.get(i) ?? i) } : original;
    const change = visit(node);
    if (change === undefined) nodes.push(node);
    else if ('nodes' in change)
      nodes.push(
        ...change.nodes.map((made) => (node.origin === undefined ? made : { origin: node.origin, ...made })),
      );
    else if (outputs.has(node.outputs[0]!)) {
      // An output keeps its name; it becomes a copy.
      nodes.push({ op: 'Identity', inputs: [change.alias], outputs: node.outputs, attributes: {} });
    } else renamed.set(node.outputs[0]!, change.alias);
  }
  return { ...graph, nodes };
}

/** The number that a scalar constant holds. */
export function scalarConstant(graph: Graph, name: string): number | undefined {
  const constant = graph.constants.get(name);
  return constant?.type === 'float32' && constant.data.length === 1 ? constant.data[0] : undefined;
}

/** True for a value of one number without axes, constant or not: it broadcasts and changes no shape. */
export function isScalar(graph: Graph, name: string): boolean {
  const dims = graph.constants.get(name)?.dims ?? graph.infos.get(name)?.dims;
  return dims !== undefined && dims.length === 0;
}

/** The number that all of a constant's values are. */
export function repeatedNumber({ type, data }: TensorData): number | undefined {
  if (type !== 'float32' || data.length === 0) return undefined;
  const first = data[0] as number;
  return data.every((value: number) => value === first) ? first : undefined;
}

export function intAttribute(node: Node, name: string): number | undefined {
  const value = node.attributes[name];
  return typeof value === 'object' && 'int' in value ? value.int : undefined;
}

/** Whether a node is of each number of its first operand on its own. Our accurate functions are. */
export function isUnary({ op, domain }: Pick<Node, 'op' | 'domain'>): boolean {
  return domain === COMPOSITE ? Object.hasOwn(accurate, op) : traitsOf(op).shape === 'unary';
}

/** Whether a node is of numbers at the same place of several tensors, each stretched as NumPy does. */
export function isElementwise({ op, domain }: Pick<Node, 'op' | 'domain'>): boolean {
  return domain === undefined && traitsOf(op).shape === 'elementwise';
}

/** Gives names that nothing in the graph has, nor had from it before. */
export function freshNames(graph: Graph): (base: string) => string {
  const taken = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...graph.constants.keys(),
    ...graph.nodes.flatMap(({ outputs }) => outputs),
  ]);
  return (base) => {
    let name = base;
    for (let i = 1; taken.has(name); i++) name = `${base}${i}`;
    taken.add(name);
    return name;
  };
}

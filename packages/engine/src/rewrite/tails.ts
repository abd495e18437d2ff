import { COMPOSITE, isComposite } from '../composites/composite.ts';
import { floats, type Graph, type Node } from '../graph/graph.ts';
import { freshNames, mapNodes, producers, scalarConstant } from './edit.ts';

/**
 * What is left between a function and its limit is computed from the function's input. Its output is rounded
 * to the limit: `1 - sigmoid(x)` has no digits above 17, `1 - tanh(x)^2` none above 9, and the logarithm of a
 * small share of a softmax is infinite. Gradients are made of these.
 */
export function tails(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const producerOf = producers(graph);
  const infos = new Map(graph.infos);
  const constants = new Map(graph.constants);
  const constant = (value: number) => {
    const name = fresh('bound');
    constants.set(name, floats([], [value]));
    return name;
  };
  const rewritten = mapNodes(graph, (node) => {
    const tail = tailOf(node, {
      maker: (name) => producerOf.get(name),
      number: (name) => scalarConstant(graph, name),
    });
    if (!tail) return undefined;
    const output = node.outputs[0]!;
    const info = graph.infos.get(output);
    const nodes: Node[] = [];
    tail.steps.forEach((step, i) => {
      const name = i === tail.steps.length - 1 ? output : fresh(`${output}:tail`);
      if (info) infos.set(name, info);
      const { numbers = [], ...operator } = step;
      const inputs = [nodes.at(-1)?.outputs[0] ?? tail.x, ...numbers.map(constant)];
      nodes.push({ ...operator, inputs, outputs: [name] });
    });
    producerOf.set(output, nodes.at(-1)!);
    return { nodes };
  });
  return { ...rewritten, constants, infos };
}

interface Step extends Pick<Node, 'op' | 'domain' | 'attributes'> {
  /** Numbers that it takes beside what came before. */
  readonly numbers?: readonly number[];
}

/** Operators one after the other, the first of which reads `x`. */
interface Tail {
  readonly x: string;
  readonly steps: readonly Step[];
}

interface Known {
  maker(name: string): Node | undefined;
  /** The number that a scalar constant holds. */
  number(name: string): number | undefined;
}

const ours = (op: string): Step => ({ op, domain: COMPOSITE, attributes: {} });
const neg: Step = { op: 'Neg', attributes: {} };

function tailOf({ op, inputs }: Node, known: Known): Tail | undefined {
  const [a, b] = inputs as [string, string];
  if (op === 'Log') return logarithmOf(known.maker(a));
  if (op === 'Mul') return slopeOf(known.maker(a), known.maker(b));
  if (op === 'Sub' && known.number(a) === 1) return oneMinus(known.maker(b), known);
  if (op === 'Sub' && known.number(b) === 1) return then(oneMinus(known.maker(a), known), neg);
  if (op === 'Add' && known.number(a) === 1) return onePlus(known.maker(b), known);
  if (op === 'Add' && known.number(b) === 1) return onePlus(known.maker(a), known);
  return undefined;
}

function oneMinus(node: Node | undefined, known: Known): Tail | undefined {
  if (!node) return undefined;
  const { maker } = known;
  const [x, other] = node.inputs as [string, string];
  if (isComposite(node, 'Sigmoid')) return { x, steps: [ours('OneMinusSigmoid')] };
  if (node.op === 'Tanh') return { x, steps: [ours('OneMinusTanh')] };
  if (node.op === 'Clip') return clipped(node, known);
  const squared = node.op === 'Mul' && x === other ? maker(x) : undefined;
  return squared?.op === 'Tanh' ? { x: squared.inputs[0]!, steps: [ours('TanhSlope')] } : undefined;
}

/** What is left of a sigmoid held between bounds, as tfjs's layers hold it for binary cross-entropy. */
function clipped({ inputs }: Node, { maker, number }: Known): Tail | undefined {
  const [low, high] = [number(inputs[1] ?? ''), number(inputs[2] ?? '')];
  const sigmoid = maker(inputs[0]!);
  if (!sigmoid || !isComposite(sigmoid, 'Sigmoid') || low === undefined || high === undefined)
    return undefined;
  const held: Step = { op: 'Clip', attributes: {}, numbers: [1 - high, 1 - low] };
  return { x: sigmoid.inputs[0]!, steps: [ours('OneMinusSigmoid'), held] };
}

function onePlus(node: Node | undefined, { maker, number }: Known): Tail | undefined {
  if (!node) return undefined;
  const [x, other] = node.inputs as [string, string];
  if (node.op === 'Tanh') return { x, steps: [neg, ours('OneMinusTanh')] };
  const elu = node.op === 'Min' && number(other) === 0 ? maker(x) : undefined;
  return elu && isComposite(elu, 'Elu') ? { x: elu.inputs[0]!, steps: [ours('EluSlope')] } : undefined;
}

/** `y (1 - y)`, the second of which is written already. */
function slopeOf(a: Node | undefined, b: Node | undefined): Tail | undefined {
  if (!a || !b || a.inputs[0] !== b.inputs[0]) return undefined;
  const both = isComposite(a, 'Sigmoid') && isComposite(b, 'OneMinusSigmoid');
  return both ? { x: a.inputs[0]!, steps: [ours('SigmoidSlope')] } : undefined;
}

function logarithmOf(node: Node | undefined): Tail | undefined {
  if (!node) return undefined;
  const x = node.inputs[0]!;
  if (isComposite(node, 'Sigmoid')) return { x, steps: [neg, ours('Softplus'), neg] };
  if (isComposite(node, 'OneMinusSigmoid')) return { x, steps: [ours('Softplus'), neg] };
  const { attributes } = node;
  return node.op === 'Softmax' ? { x, steps: [{ op: 'LogSoftmax', attributes }] } : undefined;
}

function then(tail: Tail | undefined, step: Step): Tail | undefined {
  return tail && { ...tail, steps: [...tail.steps, step] };
}

import type { Graph, Node, ValueInfo } from '../graph/graph.ts';
import { int64s, type TensorData } from '../graph/graph.ts';
import { aliases } from './aliases.ts';
import { isElementwise, isUnary, producers } from './edit.ts';
import { reshapes } from './reshapes.ts';

const reductions = new Set(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin']);

/**
 * Lets transposes sink towards the outputs until they meet their inverse and both go. A convolution's
 * result is turned to channels last, as tfjs wants it, only to be turned back for the next one: in
 * between stand elementwise operations, which do not mind, and reductions, which can count axes anew.
 */
export function layouts(graph: Graph): Graph {
  const made = producers(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const published = new Set(graph.outputs.map(({ name }) => name));
  const nodes: Node[] = [];
  let fresh = 0;

  const emit = (
    what: Pick<Node, 'op' | 'domain' | 'attributes'>,
    inputs: string[],
    info?: ValueInfo,
    like?: string,
  ) => {
    const name = `${like ?? inputs[0]}:${what.op}${fresh++}`;
    const node = { ...what, inputs, outputs: [name] };
    nodes.push(node);
    made.set(name, node);
    if (info) infos.set(name, info);
    return name;
  };
  const transposeBehind = (name: string) => {
    const node = made.get(name);
    if (node?.op !== 'Transpose') return undefined;
    return { from: node.inputs[0]!, perm: node.attributes.perm as readonly number[] };
  };
  const dimsOf = (name: string) => constants.get(name)?.dims ?? infos.get(name)?.dims;
  const before = (info: ValueInfo | undefined, perm: readonly number[]): ValueInfo | undefined => {
    if (!info) return undefined;
    const dims = info.dims.slice();
    perm.forEach((axis, i) => {
      dims[axis] = info.dims[i]!;
    });
    return { type: info.type, dims };
  };
  const replace = (node: Node, value: string, perm: readonly number[] | undefined) => {
    const output: Node = perm
      ? { op: 'Transpose', inputs: [value], outputs: node.outputs, attributes: { perm } }
      : { op: 'Identity', inputs: [value], outputs: node.outputs, attributes: {} };
    nodes.push(output);
    made.set(node.outputs[0]!, output);
  };

  /** An operand as it has to be beside a value that is not transposed yet. */
  const untransposed = (name: string, perm: readonly number[]): string | undefined => {
    const behind = transposeBehind(name);
    if (behind) return same(behind.perm, perm) ? behind.from : undefined;
    const turned = turnedForms.get(`${name} ${inverse(perm)}`);
    if (turned) return turned;
    const dims = dimsOf(name);
    if (!dims || dims.filter((size) => size !== 1).length > 1) return undefined;
    if (dims.length === 0) return name;
    // Numbers along one axis need no turning, only a shape that puts them along the axis they go to.
    const aligned = [...Array.from({ length: perm.length - dims.length }, () => 1), ...dims];
    const shape = inverse(perm).map((axis) => aligned[axis]!);
    const key = `shape(${shape})`;
    if (!constants.has(key)) constants.set(key, int64s(shape));
    return emit({ op: 'Reshape', attributes: {} }, [name, key], { type: 'float32', dims: shape });
  };

  /** Transposes that are there anyway, by what they turn and how. */
  const turnedForms = new Map<string, string>();
  for (const node of graph.nodes) {
    const output = node.outputs[0]!;
    if (node.op === 'Transpose') {
      const key = `${node.inputs[0]} ${node.attributes.perm}`;
      if (!turnedForms.has(key)) turnedForms.set(key, output);
    }
    const behind = node.inputs.map((input) => transposeBehind(input)).find((found) => found !== undefined);
    if (!behind || published.has(output)) {
      nodes.push(node);
      continue;
    }
    const { perm } = behind;
    const first = transposeBehind(node.inputs[0]!);
    if (node.op === 'Transpose') {
      const whole = (node.attributes.perm as readonly number[]).map((axis) => perm[axis]!);
      replace(node, behind.from, whole.every((axis, i) => axis === i) ? undefined : whole);
    } else if (isUnary(node) && first) {
      const info = before(infos.get(output), perm);
      const inputs = [first.from, ...node.inputs.slice(1)];
      replace(node, emit(node, inputs, info, output), perm);
    } else if (isElementwise(node)) {
      const inputs = node.inputs.map((input) => untransposed(input, perm));
      const fits = inputs.every((input) => input !== undefined);
      const info = before(infos.get(output), perm);
      if (fits) replace(node, emit(node, inputs as string[], info, output), perm);
      else nodes.push(node);
    } else if (reductions.has(node.op) && first && keepsOrder(node, perm, constants)) {
      const axes = axesOf(node, constants).map((axis) => perm[axis]!);
      const key = `axes(${axes})`;
      if (!constants.has(key)) constants.set(key, int64s(axes));
      nodes.push({ ...node, inputs: [first.from, key] });
    } else nodes.push(node);
  }
  return reshapes(aliases({ ...graph, nodes, constants, infos }));
}

function axesOf(node: Node, constants: ReadonlyMap<string, TensorData>): number[] {
  return Array.from(constants.get(node.inputs[1]!)?.data ?? [], Number);
}

/** The axes that are left must follow each other as before, and none may be kept as a one. */
function keepsOrder(
  node: Node,
  perm: readonly number[],
  constants: ReadonlyMap<string, TensorData>,
): boolean {
  const keepdims = node.attributes.keepdims;
  const kept = typeof keepdims === 'object' && 'int' in keepdims && keepdims.int === 1;
  const axes = axesOf(node, constants);
  const left = perm.filter((_, i) => !axes.includes(i));
  return !kept && axes.length > 0 && left.every((axis, i) => i === 0 || axis > left[i - 1]!);
}

function inverse(perm: readonly number[]): number[] {
  return perm.map((_, axis) => perm.indexOf(axis));
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

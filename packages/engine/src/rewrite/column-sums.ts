import { floats, type Graph, int64s, type Node } from '../graph/graph.ts';
import { freshNames, mapNodes, producers } from './edit.ts';

/**
 * The sum of a matrix over its rows becomes the product of a row of ones with it. ONNX Runtime's sum walks down
 * the columns on one core; its product reads along the rows on all of them. The gradient of a dense layer's
 * bias is such a sum.
 */
export function columnSums(graph: Graph): Graph {
  const fresh = freshNames(graph);
  const made = producers(graph);
  const constants = new Map(graph.constants);
  const infos = new Map(graph.infos);
  const constant = (name: string, value: ReturnType<typeof floats>) => {
    if (!constants.has(name)) constants.set(name, value);
    return name;
  };
  const shape = (dims: readonly number[]) => constant(`shape(${dims})`, int64s(dims));
  const ones = (count: number) =>
    constant(`ones(1,${count})`, floats([1, count], new Float32Array(count).fill(1)));

  const rewritten = mapNodes(graph, (node) => {
    if (node.op !== 'ReduceSum') return undefined;
    const [input, axesName] = node.inputs as [string, string];
    const [from, to] = [infos.get(input), infos.get(node.outputs[0]!)];
    const axes = new Set(Array.from(graph.constants.get(axesName)?.data ?? [], Number));
    if (!from || !to || from.type !== 'float32') return undefined;
    const last = from.dims.length - 1;
    const rows = from.dims.slice(0, -1).reduce((product, size) => product * size, 1);
    const whole = from.dims.every((size, axis) => axes.has(axis) === axis < last || size === 1);
    if (!whole || rows === 1) return undefined;

    const columns = from.dims[last]!;
    const nodes: Node[] = [];
    const emit = (op: string, inputs: readonly string[], dims: readonly number[], as: string) => {
      nodes.push({ op, inputs, outputs: [as], attributes: {} });
      infos.set(as, { type: 'float32', dims });
      return as;
    };
    const matrix = asMatrix(input, rows, columns);
    const product = emit('Gemm', [ones(rows), matrix], [1, columns], fresh(`${node.outputs[0]}:sums`));
    emit('Reshape', [product, shape(to.dims)], to.dims, node.outputs[0]!);
    return { nodes };

    /** What it was before it was reshaped, if that is the matrix. */
    function asMatrix(name: string, rows: number, columns: number): string {
      const is = (value: string) => String(infos.get(value)?.dims) === `${rows},${columns}`;
      const maker = made.get(name);
      if (is(name)) return name;
      if (maker?.op === 'Reshape' && is(maker.inputs[0]!)) return maker.inputs[0]!;
      return emit('Reshape', [name, shape([rows, columns])], [rows, columns], fresh(`${name}:matrix`));
    }
  });
  return { ...rewritten, constants, infos };
}

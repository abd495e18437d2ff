import { floats, type Graph } from '../graph/graph.ts';
import { GraphEdit } from './graph-edit.ts';

/**
 * The sum of a matrix over its rows becomes the product of a row of ones with it. ONNX Runtime's sum walks down
 * the columns on one core; its product reads along the rows on all of them. The gradient of a dense layer's
 * bias is such a sum.
 */
export function columnSums(graph: Graph): Graph {
  const edit = new GraphEdit(graph);
  return edit.run((node) => {
    if (node.op !== 'ReduceSum') return false;
    const [input, axesName] = node.inputs as [string, string];
    const [output] = node.outputs as [string];
    const [from, to] = [graph.infos.get(input), graph.infos.get(output)];
    const axes = new Set(edit.numbersOf(axesName));
    if (!from || !to || from.type !== 'float32') return false;
    const last = from.dims.length - 1;
    const rows = from.dims.slice(0, -1).reduce((product, size) => product * size, 1);
    const whole = from.dims.every((size, axis) => axes.has(axis) === axis < last || size === 1);
    if (!whole || rows === 1) return false;

    const columns = from.dims[last]!;
    const ones = edit.constant(`ones(1,${rows})`, () => floats([1, rows], new Float32Array(rows).fill(1)));
    const sums = edit.emit('Gemm', [ones, asMatrix(edit, input, [rows, columns])], { dims: [1, columns] });
    edit.emit('Reshape', [sums, edit.integers('shape', to.dims)], { dims: to.dims, as: output });
    return true;
  });
}

/** The matrix behind a value: itself, or what it was before it was reshaped, or else the value reshaped. */
function asMatrix(edit: GraphEdit, name: string, dims: readonly [number, number]): string {
  const is = (value: string) => String(edit.dimsOf(value)) === String(dims);
  const producer = edit.producerOf(name);
  if (is(name)) return name;
  if (producer?.op === 'Reshape' && is(producer.inputs[0]!)) return producer.inputs[0]!;
  return edit.emit('Reshape', [name, edit.integers('shape', dims)], { dims });
}

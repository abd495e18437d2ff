import type { Graph, Node } from '../graph/graph.ts';
import { intAttribute } from './edit.ts';
import { GraphEdit } from './graph-edit.ts';

/**
 * In a sum or mean of a product, factors that do not change along the summed axes are multiplied
 * afterwards: numbers a channel instead of numbers a pixel. The gradient of batch normalisation is full of
 * them, and what is left under the sums is often the same.
 */
export function sumFactors(graph: Graph): Graph {
  const edit = new GraphEdit(graph);
  return edit.run((node) => {
    if (node.op !== 'ReduceSum' && node.op !== 'ReduceMean') return false;
    const [output] = node.outputs as [string];
    const [product, axesName] = node.inputs as [string, string];
    const [whole, info] = [edit.dimsOf(product), edit.infoOf(output)];
    const axes = edit.numbersOf(axesName);
    if (!whole || !info || axes.length === 0 || edit.producerOf(product)?.op !== 'Mul') return false;

    const outside = (name: string) => dimsOutside(edit.dimsOf(name), whole, axes, node);
    const { inside, taken } = split(edit, product, (name) => outside(name) !== undefined);
    // Only if the sum keeps its shape without them.
    inside.sort();
    const full = inside.some((name) => String(edit.dimsOf(name)) === String(whole));
    if (taken.length === 0 || !full) return false;

    const left = inside.reduce((a, b) => edit.emit('Mul', [a, b], { dims: whole }));
    const { attributes } = node;
    let value = edit.emit(node.op, [left, axesName], { dims: info.dims, attributes });
    taken.forEach((name, i) => {
      const dims = outside(name)!;
      const isNumber = edit.dimsOf(name)!.length === 0;
      const factor = isNumber ? name : edit.emit('Reshape', [name, edit.integers('shape', dims)], { dims });
      const as = i === taken.length - 1 ? { as: output } : {};
      value = edit.emit('Mul', [value, factor], { dims: info.dims, ...as });
    });
    return true;
  });
}

/** A product's factors that may leave and those that stay; a part of which all stays is not taken apart. */
function split(
  edit: GraphEdit,
  name: string,
  mayLeave: (name: string) => boolean,
): { readonly inside: string[]; readonly taken: string[] } {
  if (mayLeave(name)) return { inside: [], taken: [name] };
  const node = edit.producerOf(name);
  const parts = node?.op === 'Mul' ? node.inputs.map((input) => split(edit, input, mayLeave)) : [];
  const taken = parts.flatMap((part) => part.taken);
  if (taken.length === 0) return { inside: [name], taken };
  return { inside: parts.flatMap((part) => part.inside), taken };
}

/** One factor's shape once it is outside the sum, or `undefined` if it changes along the summed axes. */
function dimsOutside(
  dims: readonly number[] | undefined,
  whole: readonly number[],
  axes: readonly number[],
  sum: Node,
): number[] | undefined {
  if (!dims || dims.length > whole.length) return undefined;
  const aligned = [...Array.from({ length: whole.length - dims.length }, () => 1), ...dims];
  if (axes.some((axis) => aligned[axis] !== 1)) return undefined;
  return intAttribute(sum, 'keepdims') === 1 ? aligned : aligned.filter((_, axis) => !axes.includes(axis));
}

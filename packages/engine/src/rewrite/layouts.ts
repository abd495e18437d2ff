import type { Graph, Node, ValueInfo } from '../graph/graph.ts';
import { sameDims } from '../ops/shapes.ts';
import { aliases } from './aliases.ts';
import { intAttribute, isElementwise, isUnary } from './edit.ts';
import { GraphEdit } from './graph-edit.ts';
import { reshapes } from './reshapes.ts';

const reductions = new Set(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin']);

interface Transpose {
  readonly from: string;
  readonly perm: readonly number[];
}

/**
 * Transpose sinking: lets transposes go down towards the outputs until they meet their inverse and both go. A
 * convolution's result is turned to channels last, as tfjs wants it, only to be turned back for the next one: in
 * between stand elementwise operations, which do not mind, and reductions, which can count axes anew.
 */
export function layouts(graph: Graph): Graph {
  const published = new Set(graph.outputs.map(({ name }) => name));
  const sinking = new Sinking(new GraphEdit(graph));
  return reshapes(aliases(sinking.run(published)));
}

class Sinking {
  readonly #edit: GraphEdit;
  /** What is a transpose, by now: a value's name, and what it turns. */
  readonly #transposes = new Map<string, Transpose>();
  /** Transposes that are there anyway, by what they turn and how. */
  readonly #turnedForms = new Map<string, string>();

  constructor(edit: GraphEdit) {
    this.#edit = edit;
  }

  run(published: ReadonlySet<string>): Graph {
    return this.#edit.run((node) => {
      const [output] = node.outputs as [string];
      this.#note(node, output);
      const behind = node.inputs.map((input) => this.#transposes.get(input)).find((found) => found);
      return behind !== undefined && !published.has(output) && this.#sink(node, output, behind);
    });
  }

  #note({ op, inputs, attributes }: Node, output: string): void {
    if (op !== 'Transpose') return;
    const [from, perm] = [inputs[0]!, attributes.perm as readonly number[]];
    this.#transposes.set(output, { from, perm });
    const key = `${from} ${perm}`;
    if (!this.#turnedForms.has(key)) this.#turnedForms.set(key, output);
  }

  /** Does the node's work before the transposes of its operands. */
  #sink(node: Node, output: string, { from, perm }: Transpose): boolean {
    const first = this.#transposes.get(node.inputs[0]!);
    const info = turnedBack(this.#edit.infoOf(output), perm);
    if (node.op === 'Transpose') {
      const both = (node.attributes.perm as readonly number[]).map((axis) => perm[axis]!);
      this.#replace(output, from, both);
      return true;
    }
    if (isUnary(node) && first) {
      const inputs = [first.from, ...node.inputs.slice(1)];
      this.#replace(output, this.#edit.emit(node.op, inputs, { ...node, info }), perm);
      return true;
    }
    if (isElementwise(node)) {
      const inputs = node.inputs.map((input) => this.#untransposed(input, perm));
      if (!inputs.every((input) => input !== undefined)) return false;
      this.#replace(output, this.#edit.emit(node.op, inputs, { ...node, info }), perm);
      return true;
    }
    return first !== undefined && this.#countAnew(node, output, first);
  }

  /** The value is another's transpose, or that other itself where nothing is turned. */
  #replace(output: string, from: string, perm: readonly number[]): void {
    const isTurned = perm.some((axis, i) => axis !== i);
    if (isTurned) this.#edit.emit('Transpose', [from], { as: output, attributes: { perm } });
    else this.#edit.emit('Identity', [from], { as: output });
    if (isTurned) this.#transposes.set(output, { from, perm });
    else this.#transposes.delete(output);
  }

  /** A reduction over the axes of what was turned, if those that are left follow each other as before. */
  #countAnew(node: Node, output: string, { from, perm }: Transpose): boolean {
    const axes = this.#edit.numbersOf(node.inputs[1]!);
    const left = perm.filter((_, i) => !axes.includes(i));
    const inOrder = left.every((axis, i) => i === 0 || axis > left[i - 1]!);
    const isReduction = reductions.has(node.op) && intAttribute(node, 'keepdims') !== 1 && axes.length > 0;
    if (!isReduction || !inOrder) return false;
    const over = this.#edit.integers(
      'axes',
      axes.map((axis) => perm[axis]!),
    );
    this.#edit.emit(node.op, [from, over], { ...node, as: output });
    return true;
  }

  /** An operand as it has to be beside a value that is not transposed yet. */
  #untransposed(name: string, perm: readonly number[]): string | undefined {
    const behind = this.#transposes.get(name);
    if (behind) return sameDims(behind.perm, perm) ? behind.from : undefined;
    const turned = this.#turnedForms.get(`${name} ${inverse(perm)}`);
    if (turned) return turned;
    const dims = this.#edit.dimsOf(name);
    if (!dims || dims.filter((size) => size !== 1).length > 1) return undefined;
    if (dims.length === 0) return name;
    // Numbers along one axis need no turning, only a shape that puts them along the axis they go to.
    const aligned = [...Array.from({ length: perm.length - dims.length }, () => 1), ...dims];
    const shape = inverse(perm).map((axis) => aligned[axis]!);
    const info = { type: this.#edit.infoOf(name)!.type, dims: shape };
    return this.#edit.emit('Reshape', [name, this.#edit.integers('shape', shape)], { info });
  }
}

/** What is known of a value before it was turned. */
function turnedBack(info: ValueInfo | undefined, perm: readonly number[]): ValueInfo | undefined {
  if (!info) return undefined;
  const dims = info.dims.slice();
  perm.forEach((axis, i) => {
    dims[axis] = info.dims[i]!;
  });
  return { type: info.type, dims };
}

function inverse(perm: readonly number[]): number[] {
  return perm.map((_, axis) => perm.indexOf(axis));
}

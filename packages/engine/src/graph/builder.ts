import {
  type Attribute,
  type DataType,
  type Graph,
  int64s,
  type Node,
  type Port,
  scalar,
  type TensorData,
  type ValueInfo,
} from './graph.ts';
import type { OnnxOp } from './operators.ts';

/**
 * Writes a graph line by line. Every method gives back the name of the value it made, so that
 * expressions nest: `b.op('Relu', [b.op('MatMul', [x, w])])`.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #prefix: string;
  readonly #inputs: Port[] = [];
  readonly #outputs: Port[] = [];
  readonly #constants = new Map<string, TensorData>();
  readonly #nodes: Node[] = [];
  readonly #infos = new Map<string, ValueInfo>();
  #next = 0;
  #origin: string | undefined;

  /** @param prefix what fresh names begin with, where they stand beside others' names. */
  constructor(name: string, prefix = '') {
    this.#name = name;
    this.#prefix = prefix;
  }

  input(name: string, type: DataType, dims: readonly (number | null)[]): string {
    this.#inputs.push({ name, type, dims });
    return name;
  }

  constant(value: TensorData, name: string = this.fresh('c')): string {
    this.#constants.set(name, value);
    return name;
  }

  /** A constant of one number. */
  number(value: number, type: DataType = 'float32'): string {
    return this.constant(scalar(type, value));
  }

  /** A node with one output. */
  op(op: OnnxOp, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.ops(op, inputs, 1, attributes)[0]!;
  }

  /** A node with several outputs, of ONNX or of another domain. */
  ops(
    op: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Readonly<Record<string, Attribute>> = {},
    domain?: string,
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.fresh('v'));
    this.node({ op, inputs, outputs, attributes, ...(domain === undefined ? {} : { domain }) });
    return outputs;
  }

  /** A node as it is, with names of its own. */
  node(node: Node): void {
    this.#nodes.push(this.#origin === undefined ? node : { origin: this.#origin, ...node });
  }

  /** All nodes that `write` makes are there for `origin`. */
  within<T>(origin: string, write: () => T): T {
    this.#origin = origin;
    try {
      return write();
    } finally {
      this.#origin = undefined;
    }
  }

  cast(value: string, type: DataType): string {
    return this.op('Cast', [value], { to: { type } });
  }

  /** A shape as an operator wants it: a constant list of int64. */
  shape(dims: readonly number[]): string {
    return this.constant(int64s(dims));
  }

  /** One number repeated: `Expand` of a scalar, so that it takes no memory until it is needed. */
  fill(value: number, { type, dims }: ValueInfo): string {
    const one = this.constant(scalar(type, value));
    return dims.length === 0 ? one : this.op('Expand', [one, this.shape(dims)]);
  }

  /**
   * Pads the axes by [before, after] with one value. Every axis is written: ONNX Runtime 1.30 moves transposes
   * past a `Pad` that names the axes it means, and then pads others.
   */
  pad(value: string, pads: readonly (readonly [number, number])[], filler: TensorData): string {
    const lists = [...pads.map(([before]) => before), ...pads.map(([, after]) => after)];
    return this.op('Pad', [value, this.shape(lists), this.constant(filler)]);
  }

  /** Notes what is known of a value, for the rewrites. */
  describe(name: string, info: ValueInfo): void {
    this.#infos.set(name, info);
  }

  /** What was noted of a value. */
  infoOf(name: string): ValueInfo | undefined {
    return this.#infos.get(name);
  }

  /** Publishes `value` under `name`. */
  output(name: string, type: DataType, dims: readonly (number | null)[], value: string): void {
    this.#nodes.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, dims });
  }

  fresh(prefix: string): string {
    return `${this.#prefix}${prefix}${this.#next++}`;
  }

  build(): Graph {
    return {
      name: this.#name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      constants: this.#constants,
      nodes: this.#nodes,
      infos: this.#infos,
    };
  }
}

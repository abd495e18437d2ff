import type { Attribute, DataType, Graph, Node, Port, TensorData } from './graph.ts';

/**
 * Writes a graph line by line. Every method gives back the name of the value it made, so that
 * expressions nest: `b.op('Relu', [b.op('MatMul', [x, w])])`.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #inputs: Port[] = [];
  readonly #outputs: Port[] = [];
  readonly #constants = new Map<string, TensorData>();
  readonly #nodes: Node[] = [];
  #next = 0;

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, type: DataType, dims: readonly (number | null)[]): string {
    this.#inputs.push({ name, type, dims });
    return name;
  }

  constant(value: TensorData, name: string = this.fresh('c')): string {
    this.#constants.set(name, value);
    return name;
  }

  /** A node with one output. */
  op(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.ops(op, inputs, 1, attributes)[0]!;
  }

  /** A node with several outputs. */
  ops(
    op: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.fresh('v'));
    this.#nodes.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  /** Publishes `value` under `name`. */
  output(name: string, type: DataType, dims: readonly (number | null)[], value: string): void {
    this.#nodes.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, dims });
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#next++}`;
  }

  build(): Graph {
    return {
      name: this.#name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      constants: this.#constants,
      nodes: this.#nodes,
    };
  }
}

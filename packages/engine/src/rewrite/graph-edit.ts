import {
  type Attribute,
  type Graph,
  int64s,
  type Node,
  type TensorData,
  type ValueInfo,
} from '../graph/graph.ts';
import { freshNames, mapNodes, producers } from './edit.ts';

/** What a new value is. */
export interface Emitted {
  /** Its shape; it holds floats. `info` says both where it may hold something else, and nothing if nothing is known. */
  readonly dims?: readonly number[];
  readonly info?: ValueInfo | undefined;
  /** Its name. Default: a fresh one. */
  readonly as?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string | undefined;
}

/** A graph while a pass rewrites it: what the pass's rule asks of it, and what it writes. */
export class GraphEdit {
  readonly #graph: Graph;
  readonly #constants: Map<string, TensorData>;
  readonly #infos: Map<string, ValueInfo>;
  readonly #producers: ReadonlyMap<string, Node>;
  readonly #fresh: (base: string) => string;
  /** The output of the node that the rule sees: fresh names begin with it. */
  #at = '';
  #written: Node[] = [];

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#constants = new Map(graph.constants);
    this.#infos = new Map(graph.infos);
    this.#producers = producers(graph);
    this.#fresh = freshNames(graph);
  }

  /** The node that made a value before the pass began. */
  producerOf(name: string): Node | undefined {
    return this.#producers.get(name);
  }

  infoOf(name: string): ValueInfo | undefined {
    return this.#constants.get(name) ?? this.#infos.get(name);
  }

  dimsOf(name: string): readonly number[] | undefined {
    return this.infoOf(name)?.dims;
  }

  /** The numbers of a constant; none if it is not one. */
  numbersOf(name: string): number[] {
    return Array.from(this.#constants.get(name)?.data ?? [], Number);
  }

  /** A constant by its name, made once. */
  constant(name: string, value: () => TensorData): string {
    if (!this.#constants.has(name)) this.#constants.set(name, value());
    return name;
  }

  /** A list of integers, such as a shape, as a constant. */
  integers(what: string, values: readonly number[]): string {
    return this.constant(`${what}(${values})`, () => int64s(values));
  }

  /** Writes a node into the place of the one that the rule sees. @returns the name of its output. */
  emit(
    op: string,
    inputs: readonly string[],
    { dims, info, as, attributes = {}, domain }: Emitted = {},
  ): string {
    const name = as ?? this.#fresh(`${this.#at}:${op}`);
    const known = dims ? ({ type: 'float32', dims } as const) : info;
    if (known) this.#infos.set(name, known);
    this.#written.push({
      op,
      inputs,
      outputs: [name],
      attributes,
      ...(domain === undefined ? {} : { domain }),
    });
    return name;
  }

  /** Goes through the nodes once, in order; a node for which the rule gives true is replaced by what it has written. */
  run(rule: (node: Node) => boolean): Graph {
    const rewritten = mapNodes(this.#graph, (node) => {
      this.#at = node.outputs[0]!;
      this.#written = [];
      return rule(node) ? { nodes: this.#written } : undefined;
    });
    return { ...rewritten, constants: this.#constants, infos: this.#infos };
  }
}

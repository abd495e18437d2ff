import type { TensorData } from '../graph/graph.ts';

export type Logs = Record<string, number>;

/** Means of values that come one a batch, each weighted by the rows of its batch, as tfjs has it. */
export class Means {
  readonly #names: readonly string[];
  readonly #sums: Float64Array;
  /** Rows seen so far. */
  rows = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#sums = new Float64Array(names.length);
  }

  /** @param outputs one number a batch, by name. @param sizes rows of each batch. */
  add(outputs: Readonly<Record<string, TensorData>>, sizes: readonly number[]): void {
    sizes.forEach((size, batch) => {
      this.rows += size;
      this.#names.forEach((name, i) => {
        this.#sums[i]! += size * Number(outputs[name]!.data[batch]);
      });
    });
  }

  logs(prefix = ''): Logs {
    return Object.fromEntries(this.#names.map((name, i) => [prefix + name, this.#sums[i]! / this.rows]));
  }
}

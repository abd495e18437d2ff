import * as tf from '@tensorflow/tfjs-core';

/** Iterations by the optimizer that counts them. */
export type Iterations = ReadonlyMap<tf.Optimizer, number>;

/** What tfjs keeps from its types. */
interface Counter {
  iterations_?: number;
  incrementIterations(): void;
}

/**
 * Optimizers count their iterations in JavaScript (`optimizer.iterations`, saved as `iter`). Tracing a step
 * is none, and each step of the graph is one: so the count is taken while tracing, and added later.
 */
export class IterationWatch {
  readonly #counts = new Map<tf.Optimizer, number>();

  /** What the traced function did. */
  get iterations(): Iterations {
    return this.#counts;
  }

  during<T>(fn: () => T): T {
    const base = tf.Optimizer.prototype as unknown as Counter;
    const increment = base.incrementIterations;
    const counts = this.#counts;
    base.incrementIterations = function (this: tf.Optimizer) {
      counts.set(this, (counts.get(this) ?? 0) + 1);
    };
    try {
      return fn();
    } finally {
      base.incrementIterations = increment;
    }
  }
}

/** Adds what so many calls of a traced function are to the optimizers' own counts. */
export function addIterations(iterations: Iterations, calls = 1): void {
  for (const [optimizer, count] of iterations) {
    (optimizer as unknown as Counter).iterations_ = optimizer.iterations + count * calls;
  }
}

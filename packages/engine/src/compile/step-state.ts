import type { TensorData } from '../graph/graph.ts';
import { addIterations, type Iterations } from '../trace/iteration-watch.ts';
import type { StateOwner } from '../trace/trace.ts';
import type { TracedFunction } from '../trace/trace-function.ts';
import type { LoweredFunction } from './lower.ts';
import { checkAlive, readVariable, writeVariable } from './state.ts';

/** The state of a step between its calls: it stays here, away from its owners, until it is written back. */
export class StepState {
  readonly #owners = new Map<string, StateOwner>();
  readonly #values = new Map<string, TensorData>();
  readonly #written = new Set<string>();
  /** Steps that the optimizers have not counted yet: they do so when the state is written back. */
  readonly #uncounted = new Map<Iterations, number>();

  /** Takes in the state of another graph of the same step, from the owners where it is new. */
  add({ state }: LoweredFunction, { owners }: TracedFunction): void {
    state.forEach(({ before, after }, i) => {
      if (after) this.#written.add(before);
      if (this.#owners.has(before)) return;
      this.#owners.set(before, owners[i]!);
      this.#values.set(before, readVariable(owners[i]!));
    });
  }

  /** What a graph is fed. */
  get feeds(): Record<string, TensorData> {
    return Object.fromEntries(this.#values);
  }

  /** Goes on by what a graph gave for some steps. */
  advance(
    { state }: LoweredFunction,
    iterations: Iterations,
    steps: number,
    results: Readonly<Record<string, TensorData>>,
  ): void {
    for (const { before, after } of state) if (after) this.#values.set(before, results[after]!);
    this.#uncounted.set(iterations, (this.#uncounted.get(iterations) ?? 0) + steps);
  }

  /** Writes what the step writes back to its owners. */
  sync(): void {
    this.checkAlive();
    for (const [name, owner] of this.#owners) {
      if (this.#written.has(name)) writeVariable(owner, this.#values.get(name)!);
    }
    for (const [iterations, steps] of this.#uncounted) addIterations(iterations, steps);
    this.#uncounted.clear();
  }

  /** Takes everything anew from its owners. */
  load(): void {
    this.checkAlive();
    for (const [name, owner] of this.#owners) this.#values.set(name, readVariable(owner));
    this.#uncounted.clear();
  }

  /** @throws {EngineError} `DISPOSED` if an owner is gone. */
  checkAlive(): void {
    checkAlive(this.#owners.values());
  }
}

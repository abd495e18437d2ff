import type { TensorData } from '../graph/graph.ts';
import { seedOf } from '../random/generator.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import type { TensorFunction } from '../trace/tensor-function.ts';
import type { CompiledStep, PerStep, StepOptions } from './compiled-step.ts';
import { checkFinite, sizesPort } from './finite.ts';
import { joinRows } from './join-rows.ts';
import { mapValues } from './map-values.ts';
import { feedPerStep } from './per-step.ts';
import { drawRandom, stepsThatFit } from './random-inputs.ts';
import { openProgram, type StepProgram } from './step-program.ts';
import { StepState } from './step-state.ts';
import { feedTables } from './tables.ts';

type Outputs = Readonly<Record<string, TensorData>>;

/** A training step as a graph on a runtime. The state goes out of one call and into the next. */
export async function graphStep(
  fn: TensorFunction,
  options: StepOptions,
  runtime: LoadedRuntime,
): Promise<CompiledStep> {
  const { tables, batchSize, perStep = [], outputs = 'last', finite, firstStep = 0 } = options;
  const seed = seedOf(options.seed);
  const state = new StepState();

  const programs = new Map<number, StepProgram>();
  const programOf = async (batch: number) => {
    const opened = programs.get(batch);
    if (opened) return opened;
    const program = await openProgram(fn, options, runtime, batch, seed);
    state.add(program.lowered, program.traced);
    programs.set(batch, program);
    return program;
  };
  const { lowered: first } = await programOf(batchSize);
  const stepsPerCall = stepsThatFit(first.randoms, options.stepsPerCall ?? 16);
  let done = firstStep;

  /** One call of the runtime. The state moves on only if all is well. */
  async function call(rows: Int32Array, batch: number, numbers: PerStep, from: number): Promise<Outputs> {
    const { lowered, traced, sessionOf } = await programOf(batch);
    const steps = rows.length / batch;
    const session = await sessionOf(steps);
    const results = await session.run({
      ...feedTables(tables, rows, batch, runtime.copiesFeeds),
      ...feedPerStep(perStep, numbers, from, steps),
      ...drawRandom(lowered.randoms, seed, done, steps),
      ...state.feeds,
    });
    done += steps;
    const named = Object.fromEntries(lowered.outputs.map(({ name, port }) => [name, results[port]!]));
    if (finite) checkAllFinite(finite, named, results, steps);
    state.advance(lowered, traced.iterations, steps, results);
    return named;
  }

  return {
    engine: runtime.name,
    async run(rows, numbers = {}) {
      state.checkAlive();
      const results: Outputs[] = [];
      for (let at = 0; at < rows.length; ) {
        const left = rows.length - at;
        const batch = Math.min(batchSize, left);
        const steps = left >= stepsPerCall * batchSize ? stepsPerCall : 1;
        const result = await call(rows.subarray(at, at + steps * batch), batch, numbers, at / batchSize);
        if (outputs === 'last') results.pop();
        results.push(result);
        at += steps * batch;
      }
      return mapValues(results[0]!, (last, name) =>
        outputs === 'last' ? last : joinRows(results.map((result) => result[name]!)),
      );
    },
    sync: () => state.sync(),
    load: () => state.load(),
    async dispose() {
      for (const program of programs.values()) await program.close();
    },
  };
}

function checkAllFinite(names: readonly string[], named: Outputs, results: Outputs, steps: number): void {
  const checked = Object.fromEntries(names.map((name) => [name, named[name]]));
  const kept = `the state is as it was before ${steps === 1 ? 'this step' : `these ${steps} steps`}`;
  checkFinite({ ...checked, [sizesPort]: results[sizesPort] }, kept);
}

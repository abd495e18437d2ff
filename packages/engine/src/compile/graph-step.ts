import type { TensorData } from '../graph/graph.ts';
import { seedOf } from '../random/generator.ts';
import { seededRandom } from '../random/math-random.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { blockSize } from '../runtimes/block-size.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import { cacheFrom, openSession, type Session } from '../runtimes/session.ts';
import { addIterations, type Iterations } from '../trace/iteration-watch.ts';
import type { StateOwner } from '../trace/trace.ts';
import { type TensorFunction, traceFunction } from '../trace/trace-function.ts';
import type { CompiledStep, PerStep, StepOptions } from './compile-step.ts';
import { expectFinite, sizesPort } from './finite.ts';
import { joinRows } from './join-rows.ts';
import { type LoweredFunction, lower } from './lower.ts';
import { feedPerStep } from './per-step.ts';
import { drawRandom, stepsThatFit } from './random-inputs.ts';
import { expectAlive, readVariable, writeVariable } from './state.ts';
import { feedTables, type ReadableTable, tableTensor } from './tables.ts';
import { type TableInput, unroll } from './unroll.ts';

/** The step for one batch size: its graphs by the number of steps, each made when it is first needed. */
interface Program {
  readonly lowered: LoweredFunction;
  readonly iterations: Iterations;
  sessionOf(steps: number): Promise<Session>;
  close(): Promise<void>;
}

/** A training step as a graph on a runtime. The state goes out of one call and into the next. */
export async function graphStep(
  fn: TensorFunction,
  options: StepOptions,
  runtime: LoadedRuntime,
): Promise<CompiledStep> {
  const { tables, batchSize, perStep = [], outputs = 'last', finite, firstStep = 0 } = options;
  const seed = seedOf(options.seed);
  const owners = new Map<string, StateOwner>();
  const state = new Map<string, TensorData>();
  const written = new Set<string>();
  /** Steps that the optimizers have not counted yet: they do so when the state is written back. */
  const uncounted = new Map<Iterations, number>();

  const programs = new Map<number, Program>();
  const programOf = async (batch: number) => {
    const made = programs.get(batch);
    if (made) return made;
    const scalars = perStep.map((name) => [name, { type: 'float32' as const, dims: [] }]);
    const infos = {
      ...mapValues(tables, (table) => batchInfo(table, batch)),
      ...Object.fromEntries(scalars),
    };
    const traced = traceFunction(fn, infos, seededRandom(seed));
    const lowered = lower(traced, fn.name || 'step');
    lowered.state.forEach(({ before, after }, i) => {
      if (after) written.add(before);
      if (owners.has(before)) return;
      owners.set(before, traced.owners[i]!);
      state.set(before, readVariable(traced.owners[i]!));
    });
    const block = await blockSize(runtime, lowered.graph);
    const program = openProgram(lowered, traced.iterations, options, runtime, batch, block);
    programs.set(batch, program);
    return program;
  };
  const { lowered: first } = await programOf(batchSize);
  const stepsPerCall = stepsThatFit(first.randoms, options.stepsPerCall ?? 16);
  let done = firstStep;

  /** One call of the runtime. The state moves on only if all is well. */
  async function call(rows: Int32Array, batch: number, numbers: PerStep, from: number) {
    const { lowered, iterations, sessionOf } = await programOf(batch);
    const steps = rows.length / batch;
    const session = await sessionOf(steps);
    const results = await session.run({
      ...feedTables(tables, rows, batch, runtime.copiesFeeds),
      ...feedPerStep(perStep, numbers, from, steps),
      ...drawRandom(lowered.randoms, seed, done, steps),
      ...Object.fromEntries(state),
    });
    done += steps;
    const named = Object.fromEntries(lowered.outputs.map(({ name, port }) => [name, results[port]!]));
    if (finite) {
      const checked = finite.map((name) => [name, named[name]]);
      const kept = `the state is as it was before ${steps === 1 ? 'this step' : `these ${steps} steps`}`;
      expectFinite({ ...Object.fromEntries(checked), [sizesPort]: results[sizesPort] }, kept);
    }
    for (const { before, after } of lowered.state) if (after) state.set(before, results[after]!);
    uncounted.set(iterations, (uncounted.get(iterations) ?? 0) + steps);
    return named;
  }

  return {
    engine: runtime.name,
    async run(rows, numbers = {}) {
      expectAlive(owners.values());
      const results: Record<string, TensorData>[] = [];
      for (let at = 0; at < rows.length; ) {
        const left = rows.length - at;
        const batch = Math.min(batchSize, left);
        const steps = left >= stepsPerCall * batchSize ? stepsPerCall : 1;
        const result = await call(rows.subarray(at, at + steps * batch), batch, numbers, at / batchSize);
        if (outputs === 'last') results.pop();
        results.push(result);
        at += steps * batch;
      }
      if (outputs === 'last') return results[0]!;
      return mapValues(results[0]!, (_, name) => joinRows(results.map((result) => result[name]!)));
    },
    sync() {
      expectAlive(owners.values());
      for (const [name, variable] of owners) if (written.has(name)) writeVariable(variable, state.get(name)!);
      for (const [iterations, steps] of uncounted) addIterations(iterations, steps);
      uncounted.clear();
    },
    load() {
      expectAlive(owners.values());
      for (const [name, variable] of owners) state.set(name, readVariable(variable));
      uncounted.clear();
    },
    async dispose() {
      for (const program of programs.values()) await program.close();
    },
  };
}

function openProgram(
  lowered: LoweredFunction,
  iterations: Iterations,
  options: StepOptions,
  runtime: LoadedRuntime,
  batch: number,
  block: number | undefined,
): Program {
  const { tables, threads, outputs, finite } = options;
  const once = { ...lowered, graph: rewrite(lowered.graph, block) };
  const inputs = mapValues(tables, tableInput);
  const unrollOptions = { each: outputs === 'each', sizes: finite !== undefined };
  const sessions = new Map<number, Promise<Session>>();
  return {
    lowered,
    iterations,
    sessionOf(steps) {
      const made = sessions.get(steps);
      if (made) return made;
      const graph = rewrite(unroll(once, inputs, batch, steps, unrollOptions));
      const session = openSession(graph, runtime, threads, cacheFrom(options));
      sessions.set(steps, session);
      return session;
    },
    async close() {
      for (const session of sessions.values()) await (await session).close();
    },
  };
}

/** A batch as the step sees it. */
function batchInfo({ data, rowShape }: ReadableTable, batchSize: number) {
  const type = data instanceof Int32Array ? ('int32' as const) : ('float32' as const);
  return { type, dims: [batchSize, ...rowShape] };
}

function tableInput(table: ReadableTable): TableInput {
  return { type: tableTensor(table).type, rowDims: table.rowShape, scale: table.scale };
}

function mapValues<V, R>(
  record: Readonly<Record<string, V>>,
  fn: (value: V, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, fn(value, name)]));
}

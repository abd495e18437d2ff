import type { TensorData } from '../graph/graph.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import { openSession, type Session } from '../runtimes/session.ts';
import { type TensorFunction, traceFunction } from '../trace/trace-function.ts';
import type { CompiledStep, CompileStepOptions } from './compile-step.ts';
import { lower } from './lower.ts';
import { feedPerStep } from './per-step.ts';
import { readVariable, writeVariable } from './state.ts';
import { feedParts, feedWhole, type Table, tableTensor } from './tables.ts';
import { type TableInput, unroll } from './unroll.ts';

/** A training step as a graph on a runtime. The state goes out of one call and into the next. */
export function graphStep(
  fn: TensorFunction,
  options: CompileStepOptions,
  runtime: LoadedRuntime,
): CompiledStep {
  const { tables, batchSize, perStep = [], stepsPerCall = 16, threads } = options;
  const batches = mapValues(tables, (table) => batchInfo(table, batchSize));
  const scalars = perStep.map((name) => [name, { type: 'float32' as const, dims: [] }]);
  const traced = traceFunction(fn, { ...batches, ...Object.fromEntries(scalars) });
  const lowered = lower(traced, fn.name || 'step');
  const once = { ...lowered, graph: rewrite(lowered.graph) };
  const inputs = mapValues(tables, tableInput);
  const feed = runtime.copiesFeeds ? feedParts : feedWhole;

  // One graph for whole calls, one for what is left over; each is made when it is first needed.
  const sessions = new Map<number, Promise<Session>>();
  const sessionOf = (steps: number) => {
    const made = sessions.get(steps);
    if (made) return made;
    const session = openSession(rewrite(unroll(once, inputs, batchSize, steps)), runtime, threads);
    sessions.set(steps, session);
    return session;
  };
  const state = new Map(lowered.state.map(({ before }, i) => [before, readVariable(traced.variables[i]!)]));

  return {
    engine: runtime.name,
    async run(rows, numbers = {}) {
      let results: Record<string, TensorData> = {};
      for (let at = 0; at < rows.length; ) {
        const left = (rows.length - at) / batchSize;
        const steps = left >= stepsPerCall ? stepsPerCall : 1;
        const session = await sessionOf(steps);
        const chunk = rows.subarray(at, at + steps * batchSize);
        results = await session.run({
          ...feed(tables, chunk, batchSize),
          ...feedPerStep(perStep, numbers, at / batchSize, steps),
          ...Object.fromEntries(state),
        });
        for (const { before, after } of lowered.state) if (after) state.set(before, results[after]!);
        at += steps * batchSize;
      }
      return Object.fromEntries(lowered.outputs.map(({ name, port }) => [name, results[port]!]));
    },
    sync() {
      lowered.state.forEach(({ before, after }, i) => {
        if (after) writeVariable(traced.variables[i]!, state.get(before)!);
      });
    },
    async dispose() {
      for (const session of sessions.values()) await (await session).close();
      sessions.clear();
    },
  };
}

/** A batch as the step sees it. */
function batchInfo({ data, rowShape }: Table, batchSize: number) {
  const type = data instanceof Int32Array ? ('int32' as const) : ('float32' as const);
  return { type, dims: [batchSize, ...rowShape] };
}

function tableInput(table: Table): TableInput {
  return { type: tableTensor(table).type, rowDims: table.rowShape, scale: table.scale };
}

function mapValues<V, R>(record: Readonly<Record<string, V>>, fn: (value: V) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, fn(value)]));
}

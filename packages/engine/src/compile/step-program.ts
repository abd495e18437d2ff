import { seededRandom } from '../random/math-random.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { blockSize } from '../runtimes/block-size.ts';
import type { LoadedRuntime } from '../runtimes/runtime.ts';
import { cacheFrom, openSession, type Session } from '../runtimes/session.ts';
import type { TensorFunction } from '../trace/tensor-function.ts';
import { type TracedFunction, traceFunction } from '../trace/trace-function.ts';
import type { StepOptions } from './compiled-step.ts';
import { type LoweredFunction, lower } from './lower.ts';
import { mapValues } from './map-values.ts';
import { type ReadableTable, tableTensor } from './tables.ts';
import { type TableInput, unroll } from './unroll.ts';

/** A step for one batch size: its graphs by the number of steps, each opened when it is first needed. */
export interface StepProgram {
  readonly traced: TracedFunction;
  readonly lowered: LoweredFunction;
  sessionOf(steps: number): Promise<Session>;
  close(): Promise<void>;
}

/** Traces the step for a batch size. */
export async function openProgram(
  fn: TensorFunction,
  options: StepOptions,
  runtime: LoadedRuntime,
  batch: number,
  seed: number,
): Promise<StepProgram> {
  const { tables, perStep = [], threads, outputs, finite } = options;
  const numbers = perStep.map((name) => [name, { type: 'float32' as const, dims: [] }]);
  const infos = { ...mapValues(tables, (table) => batchInfo(table, batch)), ...Object.fromEntries(numbers) };
  const traced = traceFunction(fn, infos, seededRandom(seed));
  const lowered = lower(traced, fn.name || 'step');
  const block = await blockSize(runtime, lowered.graph);
  const once = { ...lowered, graph: rewrite(lowered.graph, block) };
  const inputs = mapValues(tables, tableInput);
  const unrollOptions = { each: outputs === 'each', sizes: finite !== undefined };
  const sessions = new Map<number, Promise<Session>>();
  return {
    traced,
    lowered,
    sessionOf(steps) {
      const opened = sessions.get(steps);
      if (opened) return opened;
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

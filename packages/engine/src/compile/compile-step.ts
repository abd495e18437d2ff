import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import { int32s, sizeOf, type TensorData } from '../graph/graph.ts';
import { rewrite } from '../rewrite/rewrite.ts';
import { createSession, type Session } from '../runtimes/session.ts';
import { plainTensor } from '../trace/recorder.ts';
import { type TensorFunction, traceFunction } from '../trace/trace-function.ts';
import type { EngineOptions } from './engine-name.ts';
import { lower } from './lower.ts';
import { repairTfjs } from './repair-tfjs.ts';
import { readVariable, writeVariable } from './state.ts';
import { rowsPort, tablePort, unroll } from './unroll.ts';

/** A table of examples, one a row. It is handed over once; batches are gathered from it by row number. */
export interface Table {
  readonly data: Uint8Array | Float32Array | Int32Array;
  /** Shape of one row. */
  readonly rowShape: readonly number[];
  /** What the numbers are multiplied by before the step sees them, such as 1/255 for pixels. */
  readonly scale?: number;
}

export interface CompileStepOptions extends EngineOptions {
  /** By the names of the step's inputs. The step sees each as floats [batchSize, ...rowShape]. */
  readonly tables: Readonly<Record<string, Table>>;
  readonly batchSize: number;
  /** Steps in one call of the runtime. More save copies of the state; 1 to 64 are sensible. Default 16. */
  readonly stepsPerCall?: number;
}

/** A training step that was compiled. Its variables live inside until `sync`. */
export interface CompiledStep {
  /**
   * Trains one step for every `batchSize` rows.
   * @param rows row numbers of the tables; their count is a multiple of the batch size.
   * @returns the outputs of the last of these steps.
   * @throws {EngineError} `INPUT_INVALID` for another count or a row that is not in the tables.
   */
  run(rows: Int32Array): Promise<Record<string, TensorData>>;
  /** Writes the state back into the tfjs variables. */
  sync(): void;
  dispose(): Promise<void>;
}

/**
 * Compiles a training step for speed: several steps run in one call, state stays inside, batches are
 * gathered, cast and scaled in the graph, and outputs are computed for the last step of a call only.
 *
 * @example
 * const optimizer = tf.train.adam(0.001);
 * const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => lossOf(x), true)! }), {
 *   tables: { x: { data: pixels, rowShape: [784], scale: 1 / 255 } },
 *   batchSize: 128,
 * });
 * const { loss } = await step.run(rows);
 *
 * @throws {EngineError} `OP_NOT_COVERED`, `TRACE_FAILED`, `INPUT_INVALID` or `RUNTIME_UNAVAILABLE`.
 */
export async function compileStep(fn: TensorFunction, options: CompileStepOptions): Promise<CompiledStep> {
  const rowCount = countRows(options.tables);
  const step = options.engine === 'tfjs' ? eager(fn, options) : native(fn, options);
  return {
    ...step,
    async run(rows) {
      checkRows(rows, options.batchSize, rowCount);
      return step.run(rows);
    },
  };
}

function native(fn: TensorFunction, options: CompileStepOptions): CompiledStep {
  const { tables, batchSize, stepsPerCall = 16, threads } = options;
  const infos = Object.entries(tables).map(([name, { data, rowShape }]) => {
    const type = data instanceof Int32Array ? 'int32' : 'float32';
    return [name, { type, dims: [batchSize, ...rowShape] }] as const;
  });
  const traced = traceFunction(fn, Object.fromEntries(infos));
  const lowered = lower(traced, fn.name || 'step');
  const once = { ...lowered, graph: rewrite(lowered.graph) };
  const tableData = Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, tableTensor(table)]),
  );
  const tableInputs = Object.fromEntries(
    Object.entries(tables).map(([name, { rowShape, scale }]) => {
      return [name, { type: tableData[name]!.type, rowDims: rowShape, scale }];
    }),
  );
  const sessions = new Map<number, Promise<Session>>();
  const sessionOf = (steps: number) => {
    const made = sessions.get(steps);
    if (made) return made;
    const graph = rewrite(unroll(once, tableInputs, batchSize, steps));
    const session = createSession(graph, threads === undefined ? {} : { threads });
    sessions.set(steps, session);
    return session;
  };
  const state = new Map(lowered.state.map(({ before }, i) => [before, readVariable(traced.variables[i]!)]));
  const feedTables = Object.fromEntries(
    Object.entries(tableData).map(([name, data]) => [tablePort(name), data]),
  );

  return {
    async run(rows) {
      let results: Record<string, TensorData> = {};
      for (let at = 0; at < rows.length; ) {
        const left = (rows.length - at) / batchSize;
        const steps = left >= stepsPerCall ? stepsPerCall : 1;
        const session = await sessionOf(steps);
        const chunk = rows.subarray(at, at + steps * batchSize);
        results = await session.run({
          ...feedTables,
          ...Object.fromEntries(state),
          [rowsPort]: int32s([steps, batchSize], chunk),
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

function eager(fn: TensorFunction, { tables, batchSize }: CompileStepOptions): CompiledStep {
  repairTfjs();
  return {
    async run(rows) {
      let outputs: Record<string, tf.Tensor> = {};
      for (let at = 0; at < rows.length; at += batchSize) {
        tf.dispose(outputs);
        const batch = rows.subarray(at, at + batchSize);
        outputs = tf.tidy(() =>
          fn(Object.fromEntries(Object.entries(tables).map(([n, t]) => [n, gather(t, batch)]))),
        );
      }
      const results: [string, TensorData][] = [];
      for (const [name, tensor] of Object.entries(outputs)) {
        results.push([name, plainTensor(await tensor.data(), tensor.shape, tensor.dtype)]);
      }
      tf.dispose(outputs);
      return Object.fromEntries(results);
    },
    sync() {},
    async dispose() {},
  };
}

function gather({ data, rowShape, scale = 1 }: Table, rows: Int32Array): tf.Tensor {
  const size = sizeOf(rowShape);
  const whole = data instanceof Int32Array;
  const batch = new (whole ? Int32Array : Float32Array)(rows.length * size);
  rows.forEach((row, i) => {
    batch.set(data.subarray(row * size, (row + 1) * size), i * size);
  });
  if (scale !== 1) for (let i = 0; i < batch.length; i++) batch[i]! *= scale;
  return tf.tensor(batch, [rows.length, ...rowShape], whole ? 'int32' : 'float32');
}

function tableTensor({ data, rowShape }: Table): TensorData {
  const dims = [data.length / sizeOf(rowShape), ...rowShape];
  if (data instanceof Uint8Array) return { type: 'uint8', dims, data };
  if (data instanceof Int32Array) return { type: 'int32', dims, data };
  return { type: 'float32', dims, data };
}

function countRows(tables: CompileStepOptions['tables']): number {
  const counts = Object.entries(tables).map(([name, { data, rowShape }]) => {
    const count = data.length / sizeOf(rowShape);
    if (Number.isInteger(count) && count > 0) return count;
    throw new EngineError(
      'INPUT_INVALID',
      `table '${name}' has ${data.length} numbers, which is no whole number of rows of shape [${rowShape}].`,
    );
  });
  const count = counts[0];
  if (count !== undefined && counts.every((other) => other === count)) return count;
  throw new EngineError(
    'INPUT_INVALID',
    `tables have ${counts.join(', ')} rows; they must have the same number.`,
  );
}

function checkRows(rows: Int32Array, batchSize: number, rowCount: number): void {
  if (rows.length === 0 || rows.length % batchSize !== 0) {
    throw new EngineError(
      'INPUT_INVALID',
      `${rows.length} rows are no multiple of the batch size ${batchSize}.`,
    );
  }
  const outside = rows.find((row) => row < 0 || row >= rowCount);
  if (outside !== undefined) {
    throw new EngineError('INPUT_INVALID', `row ${outside} is not in the table, which has ${rowCount} rows.`);
  }
}

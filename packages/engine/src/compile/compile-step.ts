import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import type { EngineName } from '../names.ts';
import { oneAtATime } from '../runtimes/one-at-a-time.ts';
import type { TensorFunction } from '../trace/trace-function.ts';
import { chooseEngine } from './choose-engine.ts';
import { eagerStep } from './eager-step.ts';
import type { EngineOptions } from './engine-name.ts';
import { graphStep } from './graph-step.ts';
import { checkPerStep } from './per-step.ts';
import {
  checkRows,
  countRows,
  expectSameTables,
  type ReadableTables,
  readableTables,
  type Tables,
} from './tables.ts';

export interface CompileStepOptions extends EngineOptions {
  /** By the names of the step's inputs. The step sees each as floats [batchSize, ...rowShape]. */
  readonly tables: Tables;
  readonly batchSize: number;
  /** Names of inputs that are one number, another one for each step, such as a learning rate. Default: none. */
  readonly perStep?: readonly string[];
  /**
   * Steps in one call of the runtime. More save copies of the state; 1 to 64 are sensible. Default 16; fewer
   * where the random numbers of so many steps would take more than 64 MiB.
   */
  readonly stepsPerCall?: number;
  /** The number of the first step: who resumes a run after 900 steps names 900, and draws what it would have. */
  readonly firstStep?: number;
  /**
   * Whose outputs `run` returns: the last step's, or those of each step, stacked along a first axis.
   * `each` computes them in every step. Default `last`.
   */
  readonly outputs?: 'last' | 'each';
  /** Whether rows left over after whole batches make a smaller last batch. Default: they are refused. */
  readonly partialBatch?: boolean;
  /**
   * Outputs, such as the loss, that must be finite, and with them the state. Where a call of the runtime
   * gives another number its state is dropped, `run` throws `NOT_FINITE`, and `sync` writes back the
   * state from before that call. Default: nothing is looked at.
   */
  readonly finite?: readonly string[];
}

/** Options whose tables a graph can read. */
export interface StepOptions extends CompileStepOptions {
  readonly tables: ReadableTables;
}

/** By the names in `perStep`: one number for each step of a call. */
export type PerStep = Readonly<Record<string, Float32Array>>;

/** A training step that was compiled. Its variables live inside until `sync`. */
export interface CompiledStep {
  /** Who runs it. */
  readonly engine: EngineName;
  /**
   * Trains one step for every `batchSize` rows.
   * Calls that overlap wait for each other.
   * @param rows row numbers of the tables; their count is a multiple of the batch size.
   * @param perStep a number for each of these steps, for every name in the option `perStep`.
   * @returns the outputs of the last of these steps, or of each (see `outputs`).
   * @throws {EngineError} `INPUT_INVALID` for another count or a row that is not in the tables,
   * `NOT_FINITE` (see `finite`), `DISPOSED` if the step or one of its variables was disposed.
   */
  run(rows: Int32Array, perStep?: PerStep): Promise<Record<string, TensorData>>;
  /** Writes the state back into the tfjs variables. @throws {EngineError} `DISPOSED` if one is gone. */
  sync(): void;
  /** Takes the state anew from the tfjs variables, after somebody else has written them. */
  load(): void;
  /** Frees the graphs, after the runs that were asked for. */
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
 * @throws {EngineError} `OP_NOT_COVERED`, `TRACE_FAILED`, `INPUT_INVALID`, `ENGINE_UNKNOWN`
 * or `RUNTIME_UNAVAILABLE`.
 */
export async function compileStep(fn: TensorFunction, given: CompileStepOptions): Promise<CompiledStep> {
  const options: StepOptions = { ...given, tables: readableTables(given.tables) };
  const { tables, batchSize, partialBatch } = options;
  const rowCount = countRows(tables);
  const engine = await chooseEngine(options);
  const step = 'within' in engine ? eagerStep(fn, options, engine) : await graphStep(fn, options, engine);
  const inTurn = oneAtATime();
  let disposed = false;
  return {
    ...step,
    async run(rows, perStep = {}) {
      if (disposed) throw new EngineError('DISPOSED', 'this compiled step was disposed. Compile it again.');
      expectSameTables(tables, rowCount);
      checkRows(rows, batchSize, rowCount, partialBatch);
      checkPerStep(options.perStep ?? [], perStep, Math.ceil(rows.length / batchSize));
      return inTurn(() => step.run(rows, perStep));
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      await inTurn(() => step.dispose());
    },
  };
}

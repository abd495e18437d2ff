import type { TensorData } from '../graph/graph.ts';
import type { TensorFunction } from '../trace/trace-function.ts';
import { chooseEngine } from './choose-engine.ts';
import { eagerStep } from './eager-step.ts';
import type { EngineName, EngineOptions } from './engine-name.ts';
import { graphStep } from './graph-step.ts';
import { checkPerStep } from './per-step.ts';
import { checkRows, countRows, type Tables } from './tables.ts';

export interface CompileStepOptions extends EngineOptions {
  /** By the names of the step's inputs. The step sees each as floats [batchSize, ...rowShape]. */
  readonly tables: Tables;
  readonly batchSize: number;
  /** Names of inputs that are one number, another one for each step, such as a learning rate. Default: none. */
  readonly perStep?: readonly string[];
  /** Steps in one call of the runtime. More save copies of the state; 1 to 64 are sensible. Default 16. */
  readonly stepsPerCall?: number;
}

/** By the names in `perStep`: one number for each step of a call. */
export type PerStep = Readonly<Record<string, Float32Array>>;

/** A training step that was compiled. Its variables live inside until `sync`. */
export interface CompiledStep {
  /** Who runs it. */
  readonly engine: EngineName;
  /**
   * Trains one step for every `batchSize` rows.
   * @param rows row numbers of the tables; their count is a multiple of the batch size.
   * @param perStep a number for each of these steps, for every name in the option `perStep`.
   * @returns the outputs of the last of these steps.
   * @throws {EngineError} `INPUT_INVALID` for another count or a row that is not in the tables.
   */
  run(rows: Int32Array, perStep?: PerStep): Promise<Record<string, TensorData>>;
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
 * @throws {EngineError} `OP_NOT_COVERED`, `TRACE_FAILED`, `INPUT_INVALID`, `ENGINE_UNKNOWN`
 * or `RUNTIME_UNAVAILABLE`.
 */
export async function compileStep(fn: TensorFunction, options: CompileStepOptions): Promise<CompiledStep> {
  const rowCount = countRows(options.tables);
  const engine = await chooseEngine(options);
  const step = engine === 'tfjs' ? eagerStep(fn, options) : graphStep(fn, options, engine);
  return {
    ...step,
    async run(rows, perStep = {}) {
      checkRows(rows, options.batchSize, rowCount);
      checkPerStep(options.perStep ?? [], perStep, rows.length / options.batchSize);
      return step.run(rows, perStep);
    },
  };
}

import type { EngineOptions } from '../engine-options.ts';
import type { TensorData } from '../graph/graph.ts';
import type { EngineName } from '../names.ts';
import type { ReadableTables, Tables } from './tables.ts';

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

import { chooseEngine } from '../engines/choose-engine.ts';
import { EngineError } from '../errors.ts';
import { oneAtATime } from '../runtimes/one-at-a-time.ts';
import type { TensorFunction } from '../trace/tensor-function.ts';
import type { CompiledStep, CompileStepOptions, StepOptions } from './compiled-step.ts';
import { eagerStep } from './eager-step.ts';
import { graphStep } from './graph-step.ts';
import { checkPerStep } from './per-step.ts';
import { checkRows, checkSameTables, countRows, readableTables } from './tables.ts';

/**
 * Compiles a training step for speed: several steps run in one call, state stays inside, batches are
 * gathered, cast and scaled in the graph, and outputs are computed for the last step of a call only.
 *
 * @example
 * const optimizer = tf.train.adam(0.001);
 * const step = await compileStep(({ x }) => ({ loss: optimizer.minimize(() => lossOf(x), true) }), {
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
      checkSameTables(tables, rowCount);
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

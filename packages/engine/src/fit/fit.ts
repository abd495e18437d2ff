import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EngineOptions } from '../compile/engine-name.ts';
import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import { CallbackList, type FitCallbacks } from './callbacks.ts';
import type { Columns } from './columns.ts';
import { batchSizes, examplesOf, rowsOf, splitExamples } from './examples.ts';
import { expectTrainable, logNames, testStep, trainStep, whileTraining } from './layers-model.ts';
import { type Logs, Means } from './means.ts';
import { compileModelStep } from './model-step.ts';
import { shuffleRows } from './shuffle-rows.ts';

export interface FitOptions extends EngineOptions {
  /** Default 1. */
  readonly epochs?: number;
  /** Default 32. A smaller last batch is trained too, as tfjs does. */
  readonly batchSize?: number;
  /** Whether each epoch takes the rows in another order. Default true. */
  readonly shuffle?: boolean;
  /** Decides the orders: same seed, engine and threads, same weights. Default 0. */
  readonly seed?: number;
  /** The last share of the rows, from 0 to below 1, is for validation only. Taken before shuffling. */
  readonly validationSplit?: number;
  readonly validationData?: readonly [x: Columns, y: Columns];
  readonly callbacks?: FitCallbacks;
  /** Steps in one call of the runtime; 1 if a callback wants to know of each batch. Default 16. */
  readonly stepsPerCall?: number;
}

/** What `model.fit` gives: the epochs, and one value an epoch for each name. */
export interface FitHistory {
  readonly epoch: number[];
  readonly history: Record<string, number[]>;
}

/**
 * `model.fit`, compiled: the same step (the model's own losses, metrics, regularizers and optimizer) as
 * one graph, several steps a call. The model's weights are written back before each `onEpochEnd` and at
 * the end; weights and a learning rate that are changed there count from the next epoch on.
 * `model.stopTraining = true` stops after the batch, or without callbacks for batches after the call.
 *
 * @param x a tensor, an array or a table of rows for each input of the model.
 * @param y the same for each output.
 * @example
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
 * const { history } = await fit(model, { data: pixels, rowShape: [28, 28, 1], scale: 1 / 255 }, labels, {
 *   epochs: 5, batchSize: 128, validationSplit: 0.1,
 * });
 * console.log(history.val_acc);
 *
 * @throws {EngineError} `INPUT_INVALID` for a model that is not compiled or rows that do not fit it;
 * `NOT_FINITE` once the loss is NaN or infinite, with the weights from before those steps in the model;
 * and what `compileStep` throws.
 */
export async function fit(
  model: LayersModel,
  x: Columns,
  y: Columns,
  options: FitOptions = {},
): Promise<FitHistory> {
  const { epochs = 1, batchSize = 32, shuffle = true, seed = 0, callbacks = [] } = options;
  expectTrainable(model);
  expectWhole({ epochs, batchSize });
  const { training, validation } = examplesFor(model, x, y, options);
  const rows = rowsOf(training);
  const list = new CallbackList(callbacks, model, { epochs, batchSize, samples: rows.length });
  const stepsPerCall = list.perBatch ? 1 : (options.stepsPerCall ?? 16);
  const { engine, threads, cache, onWarning } = options;
  const settings = {
    batchSize,
    stepsPerCall,
    ...(engine ? { engine } : {}),
    ...(threads ? { threads } : {}),
    ...(cache ? { cache } : {}),
    ...(onWarning ? { onWarning } : {}),
  };
  const names = logNames(model);
  const shuffled = shuffleRows(rows, seed);
  const history: FitHistory = { epoch: [], history: {} };

  return whileTraining(model, async () => {
    const compileTraining = () =>
      compileModelStep(trainStep(model), training.tables, { ...settings, finite: ['loss'] });
    let rate = learningRate(model);
    let step = await compileTraining();
    const test = validation && (await compileModelStep(testStep(model), validation.tables, settings));

    async function trainEpoch(epoch: number): Promise<Logs> {
      const means = new Means(names);
      const order = shuffle ? shuffled() : rows;
      for (let at = 0; at < order.length && !(at > 0 && model.stopTraining); at += stepsPerCall * batchSize) {
        const part = order.subarray(at, at + stepsPerCall * batchSize);
        const batch = at / batchSize;
        if (list.perBatch) await list.batch('onBatchBegin', batch, {});
        const outputs = await step.run(part).catch((cause: unknown) => {
          throw cause instanceof EngineError && cause.code === 'NOT_FINITE'
            ? notFinite(cause, epoch, batch, Math.ceil(part.length / batchSize))
            : cause;
        });
        means.add(outputs, batchSizes(part.length, batchSize));
        if (list.perBatch) await list.batch('onBatchEnd', batch, batchLogs(batch, part.length, outputs));
      }
      step.sync();
      // tfjs validates after an epoch's last batch, and not if it was stopped before.
      if (!test || means.rows < order.length) return means.logs();
      const valMeans = new Means(names);
      test.load();
      const left = rowsOf(validation);
      valMeans.add(await test.run(left), batchSizes(left.length, batchSize));
      return { ...valMeans.logs('val_'), ...means.logs() };
    }

    /** What callbacks may have changed: weights are read anew; another learning rate is another graph. */
    async function takeChanges(): Promise<void> {
      if (learningRate(model) === rate) return step.load();
      rate = learningRate(model);
      await step.dispose();
      step = await compileTraining();
    }

    try {
      await list.train('onTrainBegin');
      model.stopTraining = false;
      for (let epoch = 0; epoch < epochs && !model.stopTraining; epoch++) {
        await list.epoch('onEpochBegin', epoch, {});
        if (list.any) await takeChanges();
        const logs = await trainEpoch(epoch);
        await list.epoch('onEpochEnd', epoch, logs);
        history.epoch.push(epoch);
        for (const [name, value] of Object.entries(logs)) {
          history.history[name] = [...(history.history[name] ?? []), value];
        }
      }
      await list.train('onTrainEnd');
      return history;
    } catch (cause) {
      if (cause instanceof EngineError && cause.code === 'NOT_FINITE') step.sync();
      throw cause;
    } finally {
      await step.dispose();
      await test?.dispose();
    }
  });
}

function examplesFor(
  model: LayersModel,
  x: Columns,
  y: Columns,
  { validationData, validationSplit = 0 }: FitOptions,
) {
  const all = examplesOf(model, x, y);
  if (validationData) return { training: all, validation: examplesOf(model, ...validationData) };
  if (validationSplit === 0) return { training: all };
  const [training, validation] = splitExamples(all, validationSplit);
  return { training, validation };
}

function expectWhole(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (Number.isInteger(value) && value > 0) continue;
    throw new EngineError('INPUT_INVALID', `${name} is ${value}. It must be a whole number above 0.`);
  }
}

/** tfjs's optimizers all have it, and keep it from their types. */
function learningRate({ optimizer }: LayersModel): number | undefined {
  return (optimizer as unknown as { learningRate?: number }).learningRate;
}

function batchLogs(batch: number, size: number, outputs: Readonly<Record<string, TensorData>>): Logs {
  const values = Object.entries(outputs).map(([name, { data }]) => [name, Number(data[0])]);
  return { batch, size, ...Object.fromEntries(values) };
}

function notFinite(cause: EngineError, epoch: number, batch: number, count: number): EngineError {
  const batches = count === 1 ? `batch ${batch}` : `batches ${batch} to ${batch + count - 1}`;
  return new EngineError(
    'NOT_FINITE',
    `training stopped in epoch ${epoch}, ${batches}: ${cause.message} Lower the learning rate, or look for bad numbers in x and y.`,
    { cause },
  );
}

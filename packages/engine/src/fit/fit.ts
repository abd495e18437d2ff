import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EngineOptions } from '../engine-options.ts';
import { EngineError } from '../errors.ts';
import { CallbackList } from './callbacks.ts';
import { classWeightTables } from './class-weights.ts';
import type { Columns } from './columns.ts';
import { batchSizes, type Examples, examplesOf, rowsOf, splitExamples } from './examples.ts';
import {
  checkTrainable,
  logNames,
  testStep,
  trainedModel,
  trainStep,
  whileTraining,
} from './layers-model.ts';
import { type Logs, Means } from './means.ts';
import { compileModelStep, type FollowingStep } from './model-step.ts';
import { type FitOptions, type Settings, settingsOf } from './options.ts';
import { shuffleRows } from './shuffle-rows.ts';
import { isNotFinite, type Training, trainEpoch } from './train-epoch.ts';

/** What `model.fit` gives: the epochs, and one value an epoch for each name. */
export interface FitHistory {
  readonly epoch: number[];
  readonly history: Record<string, number[]>;
}

/**
 * `model.fit`, compiled: the same step (the model's own losses, metrics, regularizers and optimizer) as
 * one graph, several steps a call. The model's weights are written back before each callback and at the end.
 * What a callback changes (weights, learning rate, frozen layers, the optimizer) counts from the next batch on.
 * `model.stopTraining = true` stops after the batch, or without callbacks for batches after the call.
 *
 * @param given a model that is compiled.
 * @param x a tensor, an array or a table of rows for each input of the model.
 * @param y the same for each output.
 * @example
 * model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
 * const { history } = await fit(model, { data: pixels, rowShape: [28, 28, 1], scale: 1 / 255 }, labels, {
 *   epochs: 5, batchSize: 128, validationSplit: 0.1,
 * });
 * console.log(history.val_acc);
 *
 * @throws {EngineError} `INPUT_INVALID` for a model that is not compiled, rows that do not fit it, or an option
 * that cannot be had;
 * `NOT_FINITE` once the loss is NaN or infinite, with the weights from before those steps in the model;
 * and what `compileStep` throws.
 */
export async function fit(
  given: LayersModel,
  x: Columns,
  y: Columns,
  options: FitOptions = {},
): Promise<FitHistory> {
  const settings = settingsOf(options);
  checkTrainable(given);
  const model = trainedModel(given);
  const data = dataFor(model, x, y, settings);
  const names = logNames(model);
  const callbacks = new CallbackList(settings, model, paramsOf(settings, data, names));
  return whileTraining(model, async () => {
    const step = await trainingStep(model, names, data.training, settings, callbacks.perBatch);
    const test = data.validation && (await testingStep(model, names, data.validation, settings));
    const { batchSize, stepsPerCall } = settings;
    const batchesPerCall = callbacks.perBatch ? 1 : stepsPerCall;
    const validate = test?.validate;
    const training: Training = { model, callbacks, step, validate, names, batchSize, batchesPerCall };
    try {
      return await trainEpochs(training, rowsOf(data.training), settings);
    } catch (cause) {
      if (isNotFinite(cause)) step.sync();
      throw cause;
    } finally {
      await step.dispose();
      await test?.dispose();
    }
  });
}

async function trainEpochs(training: Training, rows: Int32Array, settings: Settings): Promise<FitHistory> {
  const { model, callbacks, step } = training;
  const { epochs, initialEpoch, shuffle, seed } = settings;
  const shuffled = shuffleRows(rows, seed);
  if (shuffle) for (let epoch = 0; epoch < initialEpoch; epoch++) shuffled();
  const history: FitHistory = { epoch: [], history: {} };
  await callbacks.train('onTrainBegin');
  model.stopTraining = false;
  for (let epoch = initialEpoch; epoch < epochs && !model.stopTraining; epoch++) {
    await callbacks.epoch('onEpochBegin', epoch, {});
    // Layers that remember also do so of the rows for validation.
    if (callbacks.any || model.stateful) await step.follow();
    const logs = await trainEpoch(training, epoch, shuffle ? shuffled() : rows);
    await callbacks.epoch('onEpochEnd', epoch, logs);
    history.epoch.push(epoch);
    for (const [name, value] of Object.entries(logs)) {
      history.history[name] = [...(history.history[name] ?? []), value];
    }
  }
  await callbacks.train('onTrainEnd');
  return history;
}

interface Data {
  readonly training: Examples;
  readonly validation?: Examples;
}

function dataFor(
  model: LayersModel,
  x: Columns,
  y: Columns,
  { validationData, validationSplit, batchSize }: Settings,
): Data {
  const all = examplesOf(model, x, y);
  if (model.stateful && all.to % batchSize !== 0) {
    throw new EngineError(
      'INPUT_INVALID',
      `model '${model.name}' has layers that are stateful, and ${all.to} rows are no multiple of the batch size ${batchSize}.`,
    );
  }
  if (validationData) return { training: all, validation: examplesOf(model, ...validationData) };
  if (validationSplit === 0) return { training: all };
  const [training, validation] = splitExamples(all, validationSplit);
  return { training, validation };
}

/** What tfjs tells its own callbacks. */
function paramsOf(settings: Settings, { training, validation }: Data, names: readonly string[]) {
  const { epochs, initialEpoch, batchSize, verbose = 1 } = settings;
  const [samples, doValidation] = [training.to - training.from, validation !== undefined];
  const metrics = doValidation ? [...names, ...names.map((name) => `val_${name}`)] : names;
  return { epochs, initialEpoch, batchSize, verbose, samples, steps: null, doValidation, metrics };
}

function trainingStep(
  model: LayersModel,
  names: readonly string[],
  examples: Examples,
  settings: Settings,
  perBatch: boolean,
): Promise<FollowingStep> {
  const { tables } = examples;
  const { batchSize, stepsPerCall, seed, classWeight, initialEpoch } = settings;
  const targets = tables.slice(model.inputs.length);
  const weights = classWeight ? classWeightTables(classWeight, model.outputNames, targets) : [];
  return compileModelStep(model, () => trainStep(model, names), [...tables, ...weights], {
    ...engineOptions(settings),
    batchSize,
    seed,
    stepsPerCall: perBatch ? 1 : stepsPerCall,
    finite: ['loss'],
    firstStep: initialEpoch * batchSizes(examples.to - examples.from, batchSize).length,
  });
}

async function testingStep(
  model: LayersModel,
  names: readonly string[],
  examples: Examples,
  settings: Settings,
) {
  const { batchSize, stepsPerCall, seed } = settings;
  const options = { ...engineOptions(settings), batchSize, stepsPerCall, seed };
  const step = await compileModelStep(model, () => testStep(model, names), examples.tables, options);
  const rows = rowsOf(examples);
  return {
    async validate(): Promise<Logs> {
      const means = new Means(names);
      await step.follow();
      means.add(await step.run(rows), batchSizes(rows.length, batchSize));
      step.sync();
      return means.logs('val_');
    },
    dispose: () => step.dispose(),
  };
}

function engineOptions({ engine, threads, cache, onWarning }: Settings): EngineOptions {
  const all = { engine, threads, cache, onWarning };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

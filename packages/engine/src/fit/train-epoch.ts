import type { LayersModel } from '@tensorflow/tfjs-layers';
import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import type { CallbackList } from './callbacks.ts';
import { batchSizes } from './examples.ts';
import { type Logs, Means } from './means.ts';
import type { FollowingStep } from './model-step.ts';

/** All that the epochs of a training share. */
export interface Training {
  readonly model: LayersModel;
  readonly callbacks: CallbackList;
  readonly step: FollowingStep;
  /** Judges the rows for validation, if there are some, by the weights that are in the model. */
  readonly validate: (() => Promise<Logs>) | undefined;
  /** Names of the values that the step gives. */
  readonly names: readonly string[];
  readonly batchSize: number;
  /** Batches in one call of the runtime: 1 if a callback wants to know of each. */
  readonly batchesPerCall: number;
}

/**
 * Trains an epoch, and tells callbacks of its batches. Where they are told, the weights are in the model, and
 * what they change counts from the next batch on.
 * @param order the rows in the order in which they are trained on.
 * @returns what `onEpochEnd` is told.
 */
export async function trainEpoch(training: Training, epoch: number, order: Int32Array): Promise<Logs> {
  const { model, callbacks, step, validate, names, batchSize, batchesPerCall } = training;
  const { perBatch, yields } = callbacks;
  const means = new Means(names);
  let validation: Logs = {};
  for (let at = 0; at < order.length; at += batchesPerCall * batchSize) {
    const part = order.subarray(at, at + batchesPerCall * batchSize);
    const sizes = batchSizes(part.length, batchSize);
    const batch = at / batchSize;
    if (perBatch) {
      await callbacks.batch('onBatchBegin', batch, {});
      await step.follow();
    }
    const outputs = await step.run(part).catch((cause: unknown) => {
      throw isNotFinite(cause) ? notFinite(cause, epoch, batch, sizes.length) : cause;
    });
    means.add(outputs, sizes);
    const [last, due] = [at + part.length === order.length, yields.due()];
    if (perBatch || last || due || model.stopTraining) step.sync();
    // tfjs validates with an epoch's last batch, and not if it was stopped before.
    if (last && validate) validation = await validate();
    const heard = batch + sizes.length - 1;
    const logs = () => ({ batch: heard, size: sizes.at(-1)!, ...valuesOf(outputs, sizes.length - 1) });
    if (perBatch) await callbacks.batch('onBatchEnd', batch, logs());
    await yields.after('batch');
    if (due) {
      await callbacks.yield(epoch, heard, logs());
      await step.follow();
    }
    if (model.stopTraining) break;
  }
  return { ...validation, ...means.logs() };
}

export function isNotFinite(cause: unknown): cause is EngineError {
  return cause instanceof EngineError && cause.code === 'NOT_FINITE';
}

/** The values of one batch of a call. */
function valuesOf(outputs: Readonly<Record<string, TensorData>>, batch: number): Logs {
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, Number(data[batch])]));
}

function notFinite(cause: EngineError, epoch: number, batch: number, count: number): EngineError {
  const batches = count === 1 ? `batch ${batch}` : `batches ${batch} to ${batch + count - 1}`;
  return new EngineError(
    'NOT_FINITE',
    `training stopped in epoch ${epoch}, ${batches}: ${cause.message} Lower the learning rate, or look for bad numbers in x and y.`,
    { cause },
  );
}

import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { EngineError } from '../errors.ts';

/** What tfjs-layers keeps from its types: the functions that its own `fit` and `evaluate` are made of. */
interface Inside {
  isTraining: boolean;
  lossFunctions: unknown[];
  metricsTensors: [metric: unknown, output: number][];
  collectedTrainableWeights: { read(): tf.Variable }[];
  testFunction(data: tf.Tensor[]): tf.Scalar[];
  makeTrainFunction(): (data: (tf.Tensor | undefined)[]) => tf.Scalar[];
  makeTestFunction(): void;
  getDedupedMetricsNames(): string[];
}

export function inside(model: LayersModel): Inside {
  return model as unknown as Inside;
}

/**
 * The model that is trained: a sequential one hands its training to a model within, which it makes anew each
 * time that it is compiled. So a sequential model that is compiled while it trains goes on as it was.
 */
export function trainedModel(model: LayersModel): LayersModel {
  return (model as { model?: LayersModel }).model ?? model;
}

/** Scalars by name: `loss`, then the metrics that the model was compiled with. */
export type Scalars = Record<string, tf.Scalar>;

/**
 * One step of a model, as tfjs itself does it. Takes the inputs, then the targets, and for training a weight for
 * each row of each output, where there are some.
 */
export type ModelStep = (data: (tf.Tensor | undefined)[]) => Scalars;

/** @throws {EngineError} `INPUT_INVALID` unless the model was compiled and nobody else trains it. */
export function checkTrainable(model: LayersModel): void {
  if (!model.optimizer) {
    throw new EngineError(
      'INPUT_INVALID',
      `model '${model.name}' is not compiled. Call model.compile({ optimizer, loss }) first.`,
    );
  }
  if (inside(trainedModel(model)).isTraining) {
    throw new EngineError('INPUT_INVALID', `model '${model.name}' is being trained by another fit().`);
  }
}

/** Marks the model as in training while `work` runs, as `model.fit` does. */
export async function whileTraining<T>(model: LayersModel, work: () => Promise<T>): Promise<T> {
  inside(model).isTraining = true;
  try {
    return await work();
  } finally {
    inside(model).isTraining = false;
  }
}

/** The names in the logs: `loss`, each output's loss if there are several, the metrics. */
export function logNames(model: LayersModel): string[] {
  return inside(model).getDedupedMetricsNames();
}

/** The name of each output's loss, where it was given by name. */
export function lossNames({ loss, outputNames }: LayersModel): (string | undefined)[] {
  return outputNames.map((name, i) => {
    const own = Array.isArray(loss)
      ? loss[i]
      : typeof loss === 'object'
        ? (loss as Record<string, unknown>)[name]
        : loss;
    return typeof own === 'string' ? own : undefined;
  });
}

/** The step that `model.fit` does for a batch: its losses, regularizers, metrics and optimizer. */
export function trainStep(model: LayersModel, names: readonly string[]): ModelStep {
  const train = inside(model).makeTrainFunction();
  return (data) => {
    const kept = train(data);
    // tfjs keeps its metrics out of the tidy that the step runs in; copies go the usual way.
    const values = kept.map((value) => value.clone());
    kept.forEach((value) => {
      value.dispose();
    });
    return named(names, values);
  };
}

/**
 * The step that `model.evaluate` does for a batch. With several outputs tfjs 4.22 gives the running
 * sums of their losses before the metrics, and so names them wrongly; here the last sum is the loss.
 */
export function testStep(model: LayersModel, names: readonly string[]): ModelStep {
  inside(model).makeTestFunction();
  return (data) => {
    const values = inside(model).testFunction(data as tf.Tensor[]);
    return named(names, values.slice(model.outputs.length - 1));
  };
}

/** @throws {EngineError} `INPUT_INVALID` where a model that was compiled on the way has fewer values than names. */
function named(names: readonly string[], values: readonly tf.Scalar[]): Scalars {
  if (values.length < names.length) {
    throw new EngineError(
      'INPUT_INVALID',
      `the model was compiled anew while it trained, and has ${values.length} of the values ${names.join(', ')}. Keep its metrics.`,
    );
  }
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}

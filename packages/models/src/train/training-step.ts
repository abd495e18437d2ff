import type { ImageSet } from '@hourglass/datasets';
import { type CompiledStep, compileStep, type EngineOptions } from '@hourglass/engine';
import { buildHalves, type Halves, variablesOf } from '../autoencoders/halves.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { losses } from '../losses/loss.ts';
import { tf } from '../tfjs.ts';
import { type Adam, createAdam } from './adam.ts';
import { clipGradients } from './clip-gradients.ts';

/** A net, its optimizer, and the compiled step that trains it. */
export interface TrainingStep {
  readonly halves: Halves;
  readonly variables: readonly tf.Variable[];
  readonly adam: Adam;
  /** Rows of the training set in; `rate` is the learning rate of each step. Gives `loss`. */
  readonly step: CompiledStep;
}

/** @param restore is called before the step takes the variables' values. */
export async function createTrainingStep<T>(
  { net, seed, batchSize, clip = {}, loss }: TrainConfig,
  train: ImageSet,
  options: EngineOptions & { readonly stepsPerCall: number },
  restore: (variables: readonly tf.Variable[], adam: Adam) => T,
): Promise<TrainingStep & { readonly restored: T }> {
  const halves = buildHalves(net, train.shape, seed);
  const variables = variablesOf(halves);
  const adam = createAdam(variables);
  const restored = restore(variables, adam);
  const lossOf = losses[loss];
  const step = await compileStep(
    ({ x, rate }) => {
      const { value, grads } = tf.variableGrads(
        () => lossOf(halves.decoder.apply(halves.encoder.apply(x!)) as tf.Tensor, x!),
        variables as tf.Variable[],
      );
      adam.update(
        clipGradients(
          variables.map(({ name }) => grads[name]!),
          clip,
        ),
        rate!,
      );
      return { loss: value };
    },
    {
      tables: { x: { data: train.pixels, rowShape: [train.pixels.length / train.count], scale: 1 / 255 } },
      perStep: ['rate'],
      batchSize,
      ...options,
    },
  );
  return { halves, variables, adam, step, restored };
}

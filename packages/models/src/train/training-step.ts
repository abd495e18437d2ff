import type { ImageSet } from '@hourglass/datasets';
import { type CompiledStep, compileStep, type EngineOptions } from '@hourglass/engine';
import { buildHalves } from '../autoencoders/build.ts';
import { type Halves, trainableOf, variablesOf } from '../autoencoders/halves.ts';
import { startFromPca } from '../autoencoders/residual.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import { tf } from '../tfjs.ts';
import { type Adam, createAdam } from './adam.ts';
import { centrePictures } from './centre-pictures.ts';
import { clipGradients } from './clip-gradients.ts';
import { createObjective, type Objective } from './objective.ts';
import { createLessons, type Lessons } from './teacher.ts';

/** A net, its optimizer, and the compiled step that trains it. */
export interface TrainingStep {
  readonly halves: Halves;
  readonly variables: readonly tf.Variable[];
  /** Those of them that training changes. */
  readonly trainable: readonly tf.Variable[];
  readonly adam: Adam;
  readonly objective: Objective;
  /** Of a net that is taught. */
  readonly lessons: Lessons | undefined;
  /** What the net begins as, if it begins as PCA; of a run that goes on, nothing. */
  readonly start: PcaEncoder | undefined;
  /** Rows of the training set in; `rate` is the learning rate of each step. Gives `loss`. */
  readonly step: CompiledStep;
}

/** @param restore is called before the step takes the variables' values. */
export async function createTrainingStep<T>(
  config: TrainConfig,
  train: ImageSet,
  options: EngineOptions & { readonly stepsPerCall: number },
  restore: (variables: readonly tf.Variable[], adam: Adam) => T | undefined,
): Promise<TrainingStep & { readonly restored: T | undefined }> {
  const { net, seed, batchSize, clip = {} } = config;
  const halves = buildHalves(net, train.shape, seed);
  const variables = variablesOf(halves);
  const trainable = trainableOf(halves);
  const adam = createAdam(trainable);
  const restored = restore(variables, adam);
  const start =
    restored === undefined && net.kind === 'residual' ? await fitPca(train, net.codeSize, net) : undefined;
  if (start) startFromPca(halves, start);
  const lessons = createLessons(config, train);
  const { stepsPerCall: _, ...engine } = options;
  const seen = await centrePictures(halves, train, engine);
  const objective = createObjective(config, halves, seen, lessons);
  const step = await compileStep(
    ({ rate, ...inputs }) => {
      const { value, grads } = tf.variableGrads(() => objective.loss(inputs), trainable);
      const gradients = trainable.map(({ name }) => grads[name]!);
      adam.update(clipGradients(gradients, clip), rate!);
      return { loss: value };
    },
    { tables: objective.tables, perStep: ['rate'], batchSize, ...options },
  );
  return { halves, variables, trainable, adam, objective, lessons, step, start, restored };
}

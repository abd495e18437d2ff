import type { ImageSet } from '@hourglass/datasets';
import { type CompiledStep, compileStep, type EngineOptions } from '@hourglass/engine';
import { buildHalves } from '../autoencoders/build.ts';
import { type Halves, trainableOf, trainableOfPart, variablesOf } from '../autoencoders/halves.ts';
import { startFromPca } from '../autoencoders/residual.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import { tf } from '../tfjs.ts';
import { type Adam, createAdam } from './adam.ts';
import { applyToAll } from './apply-to-all.ts';
import { centrePictures } from './centre-pictures.ts';
import { clipGradients } from './clip-gradients.ts';
import { createObjective, type Objective } from './objective.ts';
import { createLessons, type Lessons } from './teacher.ts';

/** The learning rate of a step, and that of what is taught where it is another. */
export type RateName = 'rate' | 'meaningRate';

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
  /** Rows of the training set in, and the `rates` of each step. Gives `loss`. It may be another after `enter`. */
  readonly step: CompiledStep;
  readonly rates: readonly RateName[];
  /**
   * Makes ready for the steps of an epoch, or for the rest of them: draws its random numbers, and lets what is taught
   * stay as it is from the epoch on where its teacher ends.
   */
  enter(epoch: number): Promise<void>;
}

/** @param restore is called before the step takes the variables' values. */
export async function createTrainingStep<T>(
  config: TrainConfig,
  train: ImageSet,
  options: EngineOptions & { readonly stepsPerCall: number },
  restore: (variables: readonly tf.Variable[], adam: Adam) => T | undefined,
): Promise<{ readonly training: TrainingStep; readonly restored: T | undefined }> {
  const { net, seed, batchSize, clip = {}, teacher } = config;
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
  const rest = objective.afterTeacher;
  const taught = new Set(rest ? trainableOfPart(halves.parts!.meaning) : []);

  const compiled = (
    { tables, loss }: Pick<Objective, 'tables' | 'loss'>,
    learning: readonly tf.Variable[],
    perStep: readonly RateName[],
  ) =>
    compileStep(
      ({ rate, meaningRate = rate, ...inputs }) => {
        const { value, grads } = tf.variableGrads(() => loss(inputs), [...learning]);
        const gradients = clipGradients(
          learning.map(({ name }) => grads[name]!),
          clip,
        );
        adam.update(
          learning.map((variable, i) => {
            return { variable, gradient: gradients[i]!, rate: (taught.has(variable) ? meaningRate : rate)! };
          }),
        );
        return { loss: value };
      },
      { tables, perStep: [...perStep], batchSize, ...options },
    );

  let rates: readonly RateName[] = rest ? ['rate', 'meaningRate'] : ['rate'];
  let step = await compiled(objective, trainable, rates);
  const training: TrainingStep = {
    ...{ halves, variables, trainable, adam, objective, lessons, start },
    get step() {
      return step;
    },
    get rates() {
      return rates;
    },
    async enter(epoch) {
      objective.drawFor(epoch);
      if (!rest || epoch < teacher!.epochs! || rates.length === 1) return;
      step.sync();
      rest.meanings.set(await applyToAll(halves.parts!.meaning, seen, { ...engine, engine: step.engine }));
      await step.dispose();
      rates = ['rate'];
      step = await compiled(
        rest,
        trainable.filter((variable) => !taught.has(variable)),
        rates,
      );
    },
  };
  return { training, restored };
}

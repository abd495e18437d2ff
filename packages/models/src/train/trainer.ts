import { epochOrder, type ImageSet } from '@hourglass/datasets';
import { codeSizeOf } from '../autoencoders/halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import {
  encodeCheckpoint,
  restoreCheckpoint,
  type TrainingCheckpoint,
} from '../checkpoints/training-checkpoint.ts';
import { areFinite } from '../checkpoints/values.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import { ConfigError } from '../errors.ts';
import type { ReferencesEvent, TrainingEvent } from '../events.ts';
import { psnrOf, reconstructionErrors } from '../quality/reconstruction.ts';
import { endOfBudget, endOfPatience } from './endings.ts';
import { createExaminer } from './examiner.ts';
import { holdOut } from './hold-out.ts';
import type { Metric } from './metrics.ts';
import { type Judgement, judge, noJudgement } from './plateau.ts';
import { createPreviewer } from './previewer.ts';
import { createProgress } from './progress.ts';
import { rateFactor } from './schedule.ts';
import { createTrainingStep } from './training-step.ts';

/**
 * Steps in one call of the engine: enough to save copies, few enough to answer a pause at once. A
 * convolutional step is long, and its weights are few.
 */
const STEPS_PER_CALL = { dense: 16, linear: 16, vae: 16, conv: 1, residual: 1 };
const PREVIEW_SECONDS = 1;
/** A preview waits until so many times its own duration has passed since the one before. */
const PREVIEW_PATIENCE = 50;
/** A watcher's eye needs no more than this. */
const STEP_EVENT_SECONDS = 0.05;

export interface TrainingData {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

export interface TrainerOptions {
  /** The files of a checkpoint of the same config: the run goes on from there. */
  readonly resume?: TrainingCheckpoint['files'] | undefined;
  /** A run that goes on says again what it is, `run-started` and `references`, for a log that has lost them. */
  readonly introduce?: boolean | undefined;
  /** Measures of one's own, beside the config's `metrics`. */
  readonly metrics?: readonly Metric[];
}

/** One training run in this process. */
export interface Trainer {
  /** Always has the current weights. Use it between two events, or after the last. */
  readonly autoencoder: NeuralAutoencoder;
  /** Fitted for the `references` event; `undefined` before it. */
  readonly pca: PcaEncoder | undefined;
  /** The base rate, which the schedule is a factor on. May be changed between two events. */
  learningRate: number;
  /** The run, event by event. Whoever stops pulling pauses it. May be called once. */
  events(): AsyncGenerator<TrainingEvent>;
  /** Ends the run after the current call: `events()` gives a last `run-ended`. */
  stop(): void;
  /**
   * All that is needed to go on from here with the same bits. Take it after a `step` or `preview` event, when
   * everything about the steps done has been told, or after `run-ended`.
   * @throws if the weights are no numbers any more, so that a good checkpoint is not followed by a bad one.
   */
  checkpoint(): TrainingCheckpoint;
  dispose(): Promise<void>;
}

/**
 * Builds the net, compiles its training step, and is ready to go.
 *
 * @example
 * const trainer = await createTrainer(resolveTrainConfig({ epochs: 1 }), await loadDataset('mnist'));
 * for await (const event of trainer.events()) console.log(event.type);
 *
 * @throws {ConfigError} if the config does not fit the data.
 * @throws {CheckpointError} if the checkpoint does not fit the config, or is not whole.
 * @throws {EngineError} if the engine does not work here.
 */
export async function createTrainer(
  config: TrainConfig,
  { train: all, test }: TrainingData,
  { resume, introduce = false, metrics = [] }: TrainerOptions = {},
): Promise<Trainer> {
  const { net, batchSize, epochs, seed, engine, threads, maxSteps = Infinity } = config;
  const { schedule = { kind: 'constant' }, earlyStop, evaluateEvery = 1, validation } = config;
  if (all.count === 0 || test.count === 0) {
    throw new ConfigError(
      `config 'dataset': there are ${all.count} pictures to learn from and ${test.count} to be tested on; it needs both.`,
    );
  }
  const [train, held] = validation === undefined ? [all] : holdOut(all, validation, seed);
  if (batchSize > train.count) {
    throw new ConfigError(
      `config 'batchSize': ${batchSize} is more than the ${train.count} training pictures.`,
    );
  }
  const stepsPerEpoch = Math.floor(train.count / batchSize);
  const length = { stepsPerEpoch, totalSteps: Math.min(epochs * stepsPerEpoch, maxSteps) };
  if ((schedule.warmupSteps ?? 0) >= length.totalSteps) {
    throw new ConfigError(
      `config 'schedule.warmupSteps': ${schedule.warmupSteps} is no part of ${length.totalSteps} steps.`,
    );
  }
  const warnings: string[] = [];
  const engineOptions = {
    ...(engine === undefined ? {} : { engine }),
    ...(threads === undefined ? {} : { threads }),
    onWarning: (message: string) => void warnings.push(message),
  };
  const stepsPerCall = STEPS_PER_CALL[net.kind];
  const made = await createTrainingStep(config, train, { ...engineOptions, stepsPerCall }, (...state) =>
    resume ? restoreCheckpoint(resume, ...state) : undefined,
  );
  const { halves, variables, trainable, adam, objective, step, start, restored } = made;
  const codeSize = codeSizeOf(halves);
  const autoencoder = await createNeuralAutoencoder(halves, train.pixels.length / train.count, codeSize, {
    ...engineOptions,
    engine: step.engine,
  });
  const preview = createPreviewer(test, autoencoder);
  const examiner = createExaminer(
    autoencoder,
    test,
    held,
    [...(config.metrics ?? []), ...metrics],
    config.evaluateOn,
  );
  const progress = createProgress(batchSize, restored?.progress);
  let learningRate = restored?.learningRate ?? config.learningRate;
  let judgement: Judgement = restored ?? noJudgement;
  if (restored && epochs > restored.epochs)
    judgement = { ...judgement, plateau: { ...judgement.plateau, waited: 0 } };
  let pca = start;
  let stopped = false;

  async function* events(): AsyncGenerator<TrainingEvent> {
    if (!restored || introduce) yield* beginning();
    for (const message of warnings) yield { type: 'warning', time: progress.now(), message };
    pca ??= await fitReference();
    // So that a run that goes on can be seen, and steered, before its first step.
    yield await preview(progress);
    let over = endOfBudget(config, progress) ?? endOfPatience(config, judgement);
    while (progress.epoch < epochs && !stopped && over === undefined) {
      const failure = yield* trainEpoch();
      step.sync();
      if (failure !== undefined) return yield progress.ended('failed', failure);
      over = endOfBudget(config, progress);
      if (progress.epochSteps < stepsPerEpoch) break;
      over = yield* endEpoch(over);
    }
    const done = progress.epoch >= epochs;
    const ended = done ? progress.ended('finished') : progress.ended(over ? 'finished' : 'stopped', over);
    const isWithin = ended.reason === 'finished' && progress.epochSteps > 0;
    yield isWithin ? { ...ended, test: await examiner.onAll() } : ended;
  }

  async function* beginning(): AsyncGenerator<TrainingEvent> {
    yield {
      type: 'run-started',
      time: 0,
      startedAt: new Date().toISOString(),
      preset: config.preset,
      dataset: train.name,
      engine: step.engine,
      loss: objective.label,
      seed,
      trainCount: train.count,
      testCount: test.count,
      shape: train.shape,
      codeSize,
      parameters: trainable.reduce((sum, { size }) => sum + size, 0),
      epochs,
      batchSize,
      stepsPerEpoch,
    };
    pca ??= await fitReference();
    const { bce, mse } = reconstructionErrors(test.pixels, await pca.reconstruct(test));
    const found: ReferencesEvent['pca'] = { size: pca.codeSize, bce, psnr: psnrOf(mse) };
    yield { type: 'references', time: progress.now(), bceFloor: examiner.floor, pca: found };
  }

  /** @returns why the run cannot go on, if it cannot. */
  async function* trainEpoch(): AsyncGenerator<TrainingEvent, string | undefined> {
    objective.drawFor(progress.epoch);
    const order = epochOrder(train.count, { seed, epoch: progress.epoch });
    while (progress.epochSteps < stepsPerEpoch && !stopped && endOfBudget(config, progress) === undefined) {
      const { step: before, epochSteps: at, epoch } = progress;
      const steps = Math.min(stepsPerCall, stepsPerEpoch - at, maxSteps - before);
      const rows = order.subarray(at * batchSize, (at + steps) * batchSize);
      const rate = Float32Array.from(
        { length: steps },
        (_, i) => learningRate * rateFactor(schedule, before + i, length),
      );
      const { loss, imagesPerSecond } = await progress.timed(steps, async () => {
        return Number((await step.run(rows, { rate })).loss!.data[0]);
      });
      if (!Number.isFinite(loss)) return diverged(`the loss became ${loss}`);
      if (progress.due('step')) {
        yield { type: 'step', time: progress.now(), step: progress.step, epoch, loss, imagesPerSecond };
        progress.postpone('step', STEP_EVENT_SECONDS);
      }
      if (progress.due('preview')) {
        const begun = progress.now();
        step.sync();
        const shown = await preview(progress);
        const patience = PREVIEW_PATIENCE * (progress.now() - begun);
        yield shown;
        progress.postpone('preview', Math.max(config.previewSeconds ?? PREVIEW_SECONDS, patience));
      }
    }
    return undefined;
  }

  /** @returns why the run is over, if it is. */
  async function* endEpoch(over: string | undefined): AsyncGenerator<TrainingEvent, string | undefined> {
    const { trainLoss, seconds, imagesPerSecond } = progress.closeEpoch();
    const { epoch, step: at } = progress;
    const last = epoch >= epochs || over !== undefined;
    let quality = examiner.unknown;
    let end = over;
    if (last || epoch % evaluateEvery === 0) {
      quality = await examiner.onSample();
      const loss = quality.validationBce ?? quality.testBce;
      judgement = judge(judgement, { step: at, epoch, loss }, earlyStop?.minDelta ?? 0);
      end ??= endOfPatience(config, judgement);
      if (last || end !== undefined) quality = await examiner.onAll();
    }
    const time = progress.now();
    yield { type: 'epoch', time, epoch, step: at, trainLoss, ...quality, seconds, imagesPerSecond };
    yield await preview(progress);
    return end;
  }

  function diverged(what: string): string {
    return `${what} at step ${progress.step}. Try a smaller learning rate.`;
  }

  function fitReference(): Promise<PcaEncoder> {
    const size = Math.min(codeSize, autoencoder.pixelCount, train.count);
    return fitPca(train, size, net.kind === 'residual' ? net : {});
  }

  return {
    autoencoder,
    get pca() {
      return pca;
    },
    get learningRate() {
      return learningRate;
    },
    set learningRate(rate) {
      learningRate = rate;
    },
    events,
    stop() {
      stopped = true;
    },
    checkpoint() {
      step.sync();
      if (!areFinite(variables)) throw new Error(diverged('the weights are no numbers any more'));
      const { best, plateau } = judgement;
      const place = { learningRate, epochs, progress: progress.place(), best, plateau };
      return {
        step: progress.step,
        epoch: progress.epoch,
        bestStep: best?.step,
        files: encodeCheckpoint(variables, adam, place),
      };
    },
    async dispose() {
      await step.dispose();
      await autoencoder.dispose();
      await pca?.dispose();
      adam.dispose();
      halves.encoder.dispose();
      halves.decoder.dispose();
    },
  };
}

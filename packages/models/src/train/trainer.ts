import { epochOrder, type ImageSet } from '@hourglass/datasets';
import { compileStep } from '@hourglass/engine';
import { buildHalves, codeSizeOf, trainableOf, variablesOf } from '../autoencoders/halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import { startFromPca } from '../autoencoders/residual.ts';
import { saveWeights } from '../checkpoints/weights.ts';
import { ConfigError } from '../config/errors.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import type { ReferencesEvent, TrainingEvent } from '../events.ts';
import { bceFloor, psnrOf, reconstructionErrors } from '../quality.ts';
import { tf } from '../tfjs.ts';
import { createObjective } from './objective.ts';
import { createPreviewer } from './previewer.ts';
import { createProgress } from './progress.ts';

/**
 * Steps in one call of the engine: enough to save copies, few enough to answer a pause at once. A
 * convolutional step is long, and its weights are few.
 */
const STEPS_PER_CALL = { dense: 16, linear: 16, vae: 16, conv: 1, residual: 1 };
const PREVIEW_SECONDS = 1;
/** A watcher's eye needs no more than this. */
const STEP_EVENT_SECONDS = 0.05;

export interface TrainingData {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** One training run in this process. */
export interface Trainer {
  /** Always has the current weights. Use it between two events, or after the last. */
  readonly autoencoder: NeuralAutoencoder;
  /** Fitted for the `references` event; `undefined` before it. */
  readonly pca: PcaEncoder | undefined;
  /** The run, event by event. Whoever stops pulling pauses it. May be called once. */
  events(): AsyncGenerator<TrainingEvent>;
  /** Ends the run after the current call: `events()` gives a last `run-ended`. */
  stop(): void;
  /** Writes `weights.json` and `weights.bin` into an existing directory. */
  saveWeights(directory: string): Promise<void>;
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
 * @throws {EngineError} if the engine does not work here.
 */
export async function createTrainer(config: TrainConfig, { train, test }: TrainingData): Promise<Trainer> {
  const { net, batchSize, epochs, seed, engine, threads } = config;
  const pixelCount = train.shape[0] * train.shape[1] * train.shape[2];
  if (batchSize > train.count) {
    throw new ConfigError(
      `config 'batchSize': ${batchSize} is more than the ${train.count} training pictures.`,
    );
  }
  const engineOptions = { engine, ...(threads === undefined ? {} : { threads }) };
  const halves = buildHalves(net, train.shape, seed);
  let pca: PcaEncoder | undefined;
  if (net.kind === 'residual') {
    const start = await fitPca(train, net.codeSize, net);
    startFromPca(halves, start);
    await start.dispose();
  }
  const codeSize = codeSizeOf(halves);
  const stepsPerCall = STEPS_PER_CALL[net.kind];
  const variables = variablesOf(halves);
  const trainable = trainableOf(halves);
  const optimizer = tf.train.adam(config.learningRate);
  const objective = createObjective(config, halves, train);
  const step = await compileStep(
    (inputs) => ({ loss: optimizer.minimize(() => objective.loss(inputs), true, trainable)! }),
    {
      tables: objective.tables,
      batchSize,
      stepsPerCall,
      ...engineOptions,
    },
  );
  const autoencoder = await createNeuralAutoencoder(halves, pixelCount, codeSize, engineOptions);
  const preview = createPreviewer(test, autoencoder);
  const stepsPerEpoch = Math.floor(train.count / batchSize);
  const floor = bceFloor(test.pixels);
  let stopped = false;

  async function* events(): AsyncGenerator<TrainingEvent> {
    const progress = createProgress(batchSize);
    yield {
      type: 'run-started',
      time: 0,
      startedAt: new Date().toISOString(),
      preset: config.preset,
      dataset: train.name,
      engine,
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
    const found = await references();
    yield { ...found, time: progress.now() };
    yield await preview(progress);

    while (progress.epoch < epochs && !stopped) {
      const failure = yield* trainEpoch(progress);
      step.sync();
      if (failure !== undefined) return yield progress.ended('failed', failure);
      if (stopped) break;
      const { trainLoss, seconds, imagesPerSecond } = progress.closeEpoch();
      const { bce, mse } = await autoencoder.measure(test.pixels);
      const quality = { testBce: bce, excessBce: bce - floor, psnr: psnrOf(mse) };
      const { epoch, step: at } = progress;
      const time = progress.now();
      yield { type: 'epoch', time, epoch, step: at, trainLoss, ...quality, seconds, imagesPerSecond };
      yield await preview(progress);
    }
    yield progress.ended(progress.epoch < epochs ? 'stopped' : 'finished');
  }

  /** @returns why the run cannot go on, if it cannot. */
  async function* trainEpoch(
    progress: ReturnType<typeof createProgress>,
  ): AsyncGenerator<TrainingEvent, string | undefined> {
    objective.drawFor(progress.epoch);
    const order = epochOrder(train.count, { seed, epoch: progress.epoch });
    for (let at = 0; at < stepsPerEpoch && !stopped; at += stepsPerCall) {
      const steps = Math.min(stepsPerCall, stepsPerEpoch - at);
      const rows = order.subarray(at * batchSize, (at + steps) * batchSize);
      const { loss, imagesPerSecond } = await progress.timed(steps, async () => {
        return Number((await step.run(rows)).loss!.data[0]);
      });
      const { epoch, step: done } = progress;
      if (!Number.isFinite(loss))
        return `the loss became ${loss} at step ${done}. Try a smaller learning rate.`;
      if (progress.due('step', STEP_EVENT_SECONDS)) {
        yield { type: 'step', time: progress.now(), step: done, epoch, loss, imagesPerSecond };
      }
      if (progress.due('preview', PREVIEW_SECONDS)) {
        step.sync();
        yield await preview(progress);
      }
    }
    return undefined;
  }

  async function references(): Promise<Omit<ReferencesEvent, 'time'>> {
    pca = await fitPca(train, Math.min(codeSize, pixelCount, train.count));
    const { bce, mse } = reconstructionErrors(test.pixels, await pca.reconstruct(test));
    return { type: 'references', bceFloor: floor, pca: { size: pca.codeSize, bce, psnr: psnrOf(mse) } };
  }

  return {
    autoencoder,
    get pca() {
      return pca;
    },
    events,
    stop() {
      stopped = true;
    },
    async saveWeights(directory) {
      step.sync();
      await saveWeights(variables, directory);
    },
    async dispose() {
      await step.dispose();
      await autoencoder.dispose();
      await pca?.dispose();
      optimizer.dispose();
      halves.encoder.dispose();
      halves.decoder.dispose();
    },
  };
}

import { epochOrder, type ImageSet } from '@hourglass/datasets';
import { type CompiledStep, compileStep } from '@hourglass/engine';
import { buildDense, variablesOf } from '../autoencoders/dense.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import { saveWeights } from '../checkpoints/weights.ts';
import { ConfigError } from '../config/errors.ts';
import type { TrainConfig } from '../config/train-config.ts';
import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import type {
  EpochEvent,
  ReferencesEvent,
  RunEnded,
  RunStarted,
  StepEvent,
  TrainingEvent,
} from '../events.ts';
import { losses } from '../losses/loss.ts';
import { bceFloor, psnrOf, reconstructionErrors } from '../quality.ts';
import { tf } from '../tfjs.ts';
import { encodePixels, previewPictures, toBytes } from './previews.ts';

/** Steps in one call of the engine: enough to save copies, few enough to answer a pause at once. */
const STEPS_PER_CALL = 16;
const PREVIEW_COUNT = 10;
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
  const halves = buildDense(net, pixelCount, seed);
  const variables = variablesOf(halves);
  const optimizer = tf.train.adam(config.learningRate);
  const loss = losses[config.loss];
  const step = await compileStep(
    ({ x }) => {
      const logits = () => halves.decoder.apply(halves.encoder.apply(x!)) as tf.Tensor;
      return { loss: optimizer.minimize(() => loss(logits(), x!), true, variables)! };
    },
    {
      tables: { x: { data: train.pixels, rowShape: [pixelCount], scale: 1 / 255 } },
      batchSize,
      stepsPerCall: STEPS_PER_CALL,
      ...engineOptions,
    },
  );
  const autoencoder = await createNeuralAutoencoder(halves, pixelCount, net.codeSize, engineOptions);
  const previews = previewPictures(test, PREVIEW_COUNT);
  const originals = encodePixels(previews.pixels);
  const stepsPerEpoch = Math.floor(train.count / batchSize);
  const floor = bceFloor(test.pixels);
  let pca: PcaEncoder | undefined;
  let stopped = false;

  async function* events(): AsyncGenerator<TrainingEvent> {
    const started = performance.now();
    const now = () => (performance.now() - started) / 1000;
    yield runStarted();
    yield await references(now);

    const clock = { training: 0, steps: 0 };
    let lastPreview = Number.NEGATIVE_INFINITY;
    let lastStep = Number.NEGATIVE_INFINITY;
    let epoch = 0;
    yield await preview(now(), 0, 0);
    while (epoch < epochs && !stopped) {
      const order = epochOrder(train.count, { seed, epoch });
      const before = { ...clock };
      let lossSum = 0;
      let lossCount = 0;
      for (let at = 0; at < stepsPerEpoch && !stopped; at += STEPS_PER_CALL) {
        const steps = Math.min(STEPS_PER_CALL, stepsPerEpoch - at);
        const begun = performance.now();
        const value = await runSteps(step, order.subarray(at * batchSize, (at + steps) * batchSize));
        const seconds = (performance.now() - begun) / 1000;
        clock.training += seconds;
        clock.steps += steps;
        lossSum += value;
        lossCount++;
        if (!Number.isFinite(value)) {
          const message = `the loss became ${value} at step ${clock.steps}. Try a smaller learning rate.`;
          yield ended('failed', now(), clock, epoch, message);
          return;
        }
        if (now() - lastStep >= STEP_EVENT_SECONDS) {
          lastStep = now();
          const speed = (steps * batchSize) / seconds;
          yield {
            type: 'step',
            time: lastStep,
            step: clock.steps,
            epoch,
            loss: value,
            imagesPerSecond: speed,
          };
        }
        if (now() - lastPreview >= PREVIEW_SECONDS) {
          lastPreview = now();
          yield await preview(lastPreview, clock.steps, epoch);
        }
      }
      step.sync();
      if (stopped) break;
      epoch++;
      const seconds = clock.training - before.training;
      const { bce, mse } = await autoencoder.measure(test.pixels);
      yield {
        type: 'epoch',
        time: now(),
        epoch,
        step: clock.steps,
        trainLoss: lossSum / lossCount,
        testBce: bce,
        excessBce: bce - floor,
        psnr: psnrOf(mse),
        seconds,
        imagesPerSecond: (stepsPerEpoch * batchSize) / seconds,
      } satisfies EpochEvent;
      yield await preview(now(), clock.steps, epoch);
    }
    yield ended(stopped && epoch < epochs ? 'stopped' : 'finished', now(), clock, epoch);
  }

  function runStarted(): RunStarted {
    return {
      type: 'run-started',
      time: 0,
      startedAt: new Date().toISOString(),
      preset: config.preset,
      dataset: train.name,
      engine,
      loss: config.loss,
      seed,
      trainCount: train.count,
      testCount: test.count,
      shape: train.shape,
      codeSize: net.codeSize,
      parameters: variables.reduce((sum, { size }) => sum + size, 0),
      epochs,
      batchSize,
      stepsPerEpoch,
    };
  }

  async function references(now: () => number): Promise<ReferencesEvent> {
    pca = await fitPca(train, Math.min(net.codeSize, pixelCount, train.count));
    const { bce, mse } = reconstructionErrors(test.pixels, await pca.reconstruct(test));
    return {
      type: 'references',
      time: now(),
      bceFloor: floor,
      pca: { size: pca.codeSize, bce, psnr: psnrOf(mse) },
    };
  }

  async function preview(time: number, at: number, epoch: number): Promise<TrainingEvent> {
    step.sync();
    const outputs = toBytes(await autoencoder.reconstruct(previews));
    return {
      type: 'preview',
      time,
      step: at,
      epoch,
      shape: test.shape,
      ids: Array.from(previews.ids),
      originals,
      reconstructions: encodePixels(outputs),
    };
  }

  function ended(
    reason: RunEnded['reason'],
    time: number,
    clock: { training: number; steps: number },
    epoch: number,
    message?: string,
  ): RunEnded {
    return {
      type: 'run-ended',
      time,
      reason,
      ...(message === undefined ? {} : { message }),
      step: clock.steps,
      epoch,
      imagesPerSecond: clock.training === 0 ? 0 : (clock.steps * batchSize) / clock.training,
      trainingSeconds: clock.training,
    };
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

async function runSteps(step: CompiledStep, rows: Int32Array): Promise<StepEvent['loss']> {
  const { loss } = await step.run(rows);
  return Number(loss!.data[0]);
}

import type { NeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import { encodeCheckpoint, type TrainingCheckpoint } from '../checkpoints/training-checkpoint.ts';
import { areFinite } from '../checkpoints/values.ts';
import type { TrainConfig } from '../config/train-config.ts';
import type { PcaEncoder } from '../encoders/pca.ts';
import type { TrainingEvent } from '../events.ts';
import type { Metric } from './metrics.ts';
import { runEvents } from './run-events.ts';
import { openParts, type RunParts, type RunState } from './run-parts.ts';
import { diverged } from './steps-of-epoch.ts';
import { teacherFiles } from './teacher.ts';
import { splitData, type TrainingData } from './training-data.ts';

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
  data: TrainingData,
  { resume, introduce = false, metrics = [] }: TrainerOptions = {},
): Promise<Trainer> {
  const opened = await openParts(config, splitData(config, data), resume, metrics);
  const { parts, state } = opened;
  return {
    autoencoder: parts.autoencoder,
    get pca() {
      return state.pca;
    },
    get learningRate() {
      return state.learningRate;
    },
    set learningRate(rate) {
      state.learningRate = rate;
    },
    events: () => runEvents(parts, state, introduce || !opened.isResumed),
    stop() {
      state.stop.abort();
    },
    checkpoint: () => checkpointOf(parts, state),
    dispose: () => disposeOf(parts, state),
  };
}

function checkpointOf({ config, training, progress }: RunParts, state: RunState): TrainingCheckpoint {
  const { step, variables, adam } = training;
  step.sync();
  if (!areFinite(variables)) throw new Error(diverged('the weights are no numbers any more', progress.step));
  const { learningRate, judgement } = state;
  const place = { learningRate, epochs: config.epochs, progress: progress.place(), ...judgement };
  return {
    step: progress.step,
    epoch: progress.epoch,
    bestStep: judgement.best?.step,
    files: { ...encodeCheckpoint(variables, adam, place), ...teacherFiles(state.teacher) },
  };
}

async function disposeOf({ training, autoencoder }: RunParts, { pca }: RunState): Promise<void> {
  const { step, adam, halves } = training;
  await step.dispose();
  await autoencoder.dispose();
  await pca?.dispose();
  adam.dispose();
  halves.encoder.dispose();
  halves.decoder.dispose();
}

import type { ImageSet } from '@hourglass/datasets';
import type { TrainConfig } from '../config/train-config.ts';
import { ConfigError } from '../errors.ts';
import { holdOut } from './hold-out.ts';

export interface TrainingData {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** The pictures of a run by what they are for, and how many steps they make. */
export interface SplitData {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Held out of the training pictures to judge epochs by, if the config asks for it. */
  readonly held: ImageSet | undefined;
  readonly stepsPerEpoch: number;
  /** Steps of the whole run, as far as the config tells. */
  readonly totalSteps: number;
}

/** @throws {ConfigError} if the config does not fit the data. */
export function splitData(config: TrainConfig, { train: all, test }: TrainingData): SplitData {
  const { batchSize, epochs, maxSteps = Infinity, schedule, seed, validation } = config;
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
  const totalSteps = Math.min(epochs * stepsPerEpoch, maxSteps);
  if ((schedule?.warmupSteps ?? 0) >= totalSteps) {
    throw new ConfigError(
      `config 'schedule.warmupSteps': ${schedule?.warmupSteps} is no part of ${totalSteps} steps.`,
    );
  }
  return { train, test, held, stepsPerEpoch, totalSteps };
}

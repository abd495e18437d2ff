import type { TrainConfigInput } from '@hourglass/models/config';
import type { Mode } from '../../result.ts';

export type ReconstructSet = 'mnist' | 'cifar100';

/** A net that is trained: a preset, and what differs from it. */
export interface Contender {
  readonly name: string;
  readonly config: TrainConfigInput;
  readonly seeds: number;
}

export interface ReconstructSizes {
  /** Set that is loaded: the small one of CIFAR-100 unless `full`. */
  readonly dataset: string;
  /** Pictures of each split; absent: all. */
  readonly train?: number;
  readonly test?: number;
  readonly codeSize: number;
  readonly classifierEpochs: number;
  readonly contenders: readonly Contender[];
}

const cifarLinear: TrainConfigInput = {
  preset: 'cifar100-512-shallow',
  net: { kind: 'linear', codeSize: 512 },
  loss: 'mse',
  learningRate: 0.0003,
};

/** The same nets in each mode, for fewer epochs where time is short. Seeds are fewer where a run is long. */
function mnist(epochs: { readonly [name: string]: number } | undefined, seeds: number): Contender[] {
  return ['study-mnist', 'mnist-64-linear', 'mnist-64'].map((preset) => ({
    name: preset,
    config: { preset, ...(epochs ? { epochs: epochs[preset]! } : {}) },
    seeds: preset === 'study-mnist' ? 1 : seeds,
  }));
}

function cifar100(
  epochs: { readonly seed: number; readonly linear: number; readonly best?: number },
  dataset: string,
) {
  const stated: Pick<TrainConfigInput, 'dataset'> =
    dataset === 'cifar100-mini' ? { dataset: 'cifar100-mini' } : {};
  const best = epochs.best === undefined ? {} : { epochs: epochs.best };
  return [
    {
      name: 'study-cifar100',
      config: { preset: 'study-cifar100', ...stated, epochs: epochs.seed },
      seeds: 1,
    },
    { name: 'linear', config: { ...cifarLinear, ...stated, epochs: epochs.linear }, seeds: 1 },
    { name: 'cifar100-512', config: { preset: 'cifar100-512', ...stated, ...best }, seeds: 1 },
  ];
}

const mini = 'cifar100-mini';

export const sizes: Readonly<Record<ReconstructSet, Readonly<Record<Mode, ReconstructSizes>>>> =
  Object.freeze({
    mnist: {
      tiny: {
        dataset: 'mnist',
        train: 1280,
        test: 100,
        codeSize: 64,
        classifierEpochs: 1,
        contenders: mnist({ 'study-mnist': 1, 'mnist-64-linear': 1, 'mnist-64': 1 }, 2),
      },
      quick: {
        dataset: 'mnist',
        train: 10_000,
        test: 1000,
        codeSize: 64,
        classifierEpochs: 3,
        contenders: mnist({ 'study-mnist': 1, 'mnist-64-linear': 5, 'mnist-64': 10 }, 3),
      },
      full: {
        dataset: 'mnist',
        codeSize: 64,
        classifierEpochs: 5,
        contenders: mnist(undefined, 3),
      },
    },
    cifar100: {
      tiny: {
        dataset: mini,
        train: 600,
        test: 64,
        codeSize: 32,
        classifierEpochs: 1,
        contenders: cifar100({ seed: 1, linear: 1, best: 1 }, mini).slice(1).map(smaller),
      },
      quick: {
        dataset: mini,
        train: 4000,
        test: 500,
        codeSize: 512,
        classifierEpochs: 3,
        contenders: cifar100({ seed: 1, linear: 5, best: 2 }, mini),
      },
      full: {
        dataset: 'cifar100',
        codeSize: 512,
        classifierEpochs: 10,
        contenders: cifar100({ seed: 3, linear: 20 }, 'cifar100'),
      },
    },
  });

/** For tests: codes of 32 numbers, so that PCA takes no time. */
function smaller(contender: Contender): Contender {
  const net: TrainConfigInput['net'] =
    contender.name === 'linear'
      ? { kind: 'linear', codeSize: 32 }
      : { kind: 'residual', codeSize: 32, refine: [4], mirrored: true };
  return { ...contender, config: { ...contender.config, net } };
}

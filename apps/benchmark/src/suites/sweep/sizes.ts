import type { TrainConfigInput } from '@hourglass/models/config';
import type { Mode } from '../../result.ts';

export type SweepSet = 'mnist' | 'cifar100';

/** A net that is trained at each size. */
export interface SweepNet {
  readonly name: string;
  config(codeSize: number): TrainConfigInput;
}

export interface SweepSizes {
  /** Set that is loaded: the small one of CIFAR-100 unless `full`. */
  readonly dataset: string;
  /** Pictures of each split; absent: all. */
  readonly train?: number;
  readonly test?: number;
  /** Numbers of a code, rising. */
  readonly codeSizes: readonly number[];
  /** Whether PCA is fitted to mirror images too: where that is better, it is the PCA to beat. */
  readonly mirrored: boolean;
  readonly nets: readonly SweepNet[];
}

/** A rate that falls to zero needs fewer epochs than the presets' constant ones: a sweep has many nets to train. */
const schedule = { kind: 'cosine' } as const;
const native = { engine: 'native', schedule } as const;

/** The net of `mnist-64`. Small batches, so that a few epochs have many steps. */
function dense(epochs: number): SweepNet {
  const more = { ...native, epochs, batchSize: 64 };
  return {
    name: 'dense',
    config: (codeSize) => ({
      preset: 'mnist-64',
      net: { kind: 'dense', hidden: [512], codeSize, temperature: 4 },
      ...more,
    }),
  };
}

/** The net of `mnist-vae`, whose code is linear. The divergence costs almost nothing: only pictures count here. */
function variational(epochs: number): SweepNet {
  const more = { ...native, epochs, learningRate: 0.002 };
  return {
    name: 'variational',
    config: (codeSize) => ({
      preset: 'mnist-vae',
      net: { kind: 'vae', hidden: [512], codeSize, klWeight: 0.001 },
      ...more,
    }),
  };
}

/** PCA, and convolutions that refine what it gives. */
function refined(more: TrainConfigInput, refine: readonly number[], mirrored: boolean): SweepNet {
  return {
    name: 'refined',
    config: (codeSize) => ({
      ...native,
      net: { kind: 'residual', codeSize, refine: [...refine], mirrored },
      ...more,
    }),
  };
}

function mnist(epochs: { readonly dense: number; readonly refined: number }): SweepNet[] {
  const more = { preset: 'mnist-64', epochs: epochs.refined };
  return [dense(epochs.dense), variational(epochs.dense), refined(more, [8, 8], false)];
}

function cifar100(
  dataset: 'cifar100' | 'cifar100-mini',
  refine: readonly number[],
  epochs: number,
): SweepNet[] {
  return [refined({ preset: 'cifar100-512', dataset, epochs }, refine, true)];
}

const mini = 'cifar100-mini';
const upTo512 = [16, 32, 64, 128, 256, 512];

export const sizes: Readonly<Record<SweepSet, Readonly<Record<Mode, SweepSizes>>>> = Object.freeze({
  mnist: {
    tiny: {
      dataset: 'mnist',
      train: 1280,
      test: 100,
      codeSizes: [4, 16],
      mirrored: false,
      nets: mnist({ dense: 1, refined: 1 }),
    },
    quick: {
      dataset: 'mnist',
      train: 6000,
      test: 1000,
      codeSizes: [16, 64, 256],
      mirrored: false,
      nets: mnist({ dense: 10, refined: 2 }),
    },
    full: {
      dataset: 'mnist',
      codeSizes: upTo512,
      mirrored: false,
      nets: mnist({ dense: 5, refined: 2 }),
    },
  },
  cifar100: {
    tiny: {
      dataset: mini,
      train: 600,
      test: 64,
      codeSizes: [4, 16],
      mirrored: true,
      nets: cifar100(mini, [4], 1),
    },
    quick: {
      dataset: mini,
      train: 3000,
      test: 500,
      codeSizes: [16, 64, 256],
      mirrored: true,
      nets: cifar100(mini, [16, 16], 1),
    },
    full: {
      dataset: 'cifar100',
      codeSizes: [...upTo512, 1024],
      mirrored: true,
      nets: cifar100('cifar100', [32, 32], 1),
    },
  },
});

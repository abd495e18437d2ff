import type { Mode } from '../../result.ts';
import type { DictionarySizes } from '../encoders/dictionary.ts';

export type MeaningSet = 'mnist' | 'fashion-mnist' | 'cifar100';

export interface MeaningSizes extends DictionarySizes {
  /** Set that is loaded: the small one of CIFAR-100 unless `full`. */
  readonly dataset: string;
  /** Pictures of each split; absent: all. */
  readonly train?: number;
  readonly test?: number;
  /** Whether nets take part; those of photographs are too slow for a test. Default true. */
  readonly nets?: boolean;
  /** Epochs of each net; absent: as many as its preset says. */
  readonly epochs?: number;
  /** Seeds of each dictionary and net. */
  readonly seeds: readonly number[];
}

const tiny = {
  train: 600,
  test: 60,
  seeds: [0],
  fit: { pictures: 300, viewedPictures: 100 },
  patchCount: 32,
  epochs: 8,
};
const quick = {
  train: 6000,
  test: 1000,
  seeds: [0],
  fit: { pictures: 2000, viewedPictures: 1000 },
  patchCount: 64,
  epochs: 8,
};
const seeds = [0, 1, 2];

export const sizes: Readonly<Record<MeaningSet, Readonly<Record<Mode, MeaningSizes>>>> = Object.freeze({
  mnist: {
    tiny: { dataset: 'mnist', ...tiny },
    quick: { dataset: 'mnist', ...quick },
    full: { dataset: 'mnist', seeds },
  },
  'fashion-mnist': {
    tiny: { dataset: 'fashion-mnist', ...tiny },
    quick: { dataset: 'fashion-mnist', ...quick },
    full: { dataset: 'fashion-mnist', seeds },
  },
  cifar100: {
    tiny: { dataset: 'cifar100-mini', ...tiny, nets: false },
    quick: { dataset: 'cifar100-mini', ...quick },
    full: { dataset: 'cifar100', test: 2000, seeds },
  },
});

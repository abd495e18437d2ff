import type { TrainConfigInput } from '@hourglass/models/config';
import type { Mode } from '../../result.ts';
import type { DictionarySizes } from '../encoders/dictionary.ts';
import type { MeaningNetSizes } from '../encoders/meaning-net.ts';

export interface ShiftSizes extends DictionarySizes, MeaningNetSizes {
  /** Pictures of each split; absent: all. */
  readonly train?: number;
  readonly test?: number;
  readonly nets: readonly TrainConfigInput[];
  /** Queries are moved by up to so many pixels in search of the least distance. */
  readonly reach: number;
  /** Nearest items whose least distance is looked for. */
  readonly pool: number;
}

const nets = (study: number, best: number): TrainConfigInput[] => [
  { preset: 'study-mnist', epochs: study },
  { preset: 'mnist-64', epochs: best },
];

export const sizes: Readonly<Record<Mode, ShiftSizes>> = Object.freeze({
  tiny: {
    train: 1280,
    test: 60,
    nets: nets(1, 1).slice(1),
    meaningEpochs: 1,
    reach: 1,
    pool: 50,
    fit: { pictures: 300, viewedPictures: 100 },
    patchCount: 32,
  },
  quick: {
    train: 10_000,
    test: 500,
    nets: nets(1, 10),
    meaningEpochs: 4,
    reach: 2,
    pool: 100,
    fit: { pictures: 2000, viewedPictures: 1000 },
    patchCount: 64,
  },
  // The study's net is trained twice, so not for as long as its preset says.
  full: {
    test: 2000,
    nets: [{ preset: 'study-mnist', epochs: 10 }, { preset: 'mnist-64' }],
    reach: 2,
    pool: 200,
  },
});

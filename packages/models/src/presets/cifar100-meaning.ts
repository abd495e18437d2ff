import type { Preset } from './preset.ts';

export const cifar100Meaning: Preset = {
  name: 'cifar100-meaning',
  description:
    'CIFAR-100, 3072 -> 512 numbers: 128 say what is shown, in other light and mirrored too; the others how',
  dataset: 'cifar100',
  net: {
    kind: 'meaning',
    meaning: 128,
    style: 384,
    trunk: [
      { conv: 32, kernel: 4, stride: 2 },
      { conv: 64 },
      { pool: 2 },
      { conv: 128 },
      { pool: 2 },
      { conv: 256 },
      { pool: 2 },
    ],
    hidden: [],
  },
  teacher: {
    recipe: 'photos',
    weight: 1,
    patches: [
      { size: 6, count: 160, grid: 3, stride: 2 },
      { size: 6, count: 100, grid: 3, stride: 2, luminance: true },
      { size: 10, count: 100, grid: 2, stride: 2 },
    ],
    viewedPictures: 6000,
  },
  views: 'photos',
  schedule: { kind: 'cosine' },
  epochs: 20,
  batchSize: 64,
  learningRate: 0.001,
};

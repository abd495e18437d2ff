import type { Preset } from './preset.ts';

export const mnistMeaning: Preset = {
  name: 'mnist-meaning',
  description:
    'MNIST, 784 -> 64 numbers: 14 say what the digit is, wherever it stands; the others how it was written',
  dataset: 'mnist',
  net: {
    kind: 'meaning',
    meaning: 14,
    style: 48,
    trunk: [
      { conv: 16, kernel: 5, stride: 2 },
      { conv: 32, stride: 2 },
    ],
    trunkHidden: [128],
    hidden: [512],
    place: true,
  },
  teacher: {
    recipe: 'digits',
    weight: 0.5,
    patches: [{ size: 7, count: 100, grid: 3, stride: 2 }],
    pictures: 8000,
    viewedPictures: 3000,
    epochs: 3,
  },
  schedule: { kind: 'cosine' },
  epochs: 14,
  batchSize: 128,
  learningRate: 0.004,
};

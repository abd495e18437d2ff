import type { Preset } from './preset.ts';

export const studyCifar100: Preset = {
  name: 'study-cifar100',
  description: "CIFAR-100, 3072 -> 512 numbers: the study's convolutional net",
  dataset: 'cifar100',
  net: {
    kind: 'conv',
    encoder: [
      { conv: 16 },
      { conv: 32 },
      { conv: 64 },
      { pool: 2 },
      { conv: 128 },
      { conv: 64 },
      { pool: 2 },
      { conv: 32 },
      { conv: 16 },
      { conv: 8 },
    ],
    decoder: [
      { conv: 16 },
      { conv: 32 },
      { up: 2 },
      { conv: 64 },
      { conv: 128 },
      { up: 2 },
      { conv: 64 },
      { conv: 32 },
      { conv: 16 },
      { conv: 3 },
    ],
  },
  epochs: 30,
  batchSize: 64,
  learningRate: 0.001,
};

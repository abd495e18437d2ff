import type { Preset } from './preset.ts';

export const studyMnist: Preset = {
  name: 'study-mnist',
  description: "MNIST, 784 -> 64 numbers: the study's convolutional net",
  dataset: 'mnist',
  net: {
    kind: 'conv',
    encoder: [
      { conv: 32 },
      { conv: 16 },
      { pool: 2 },
      { conv: 8 },
      { pool: 2 },
      { conv: 4 },
      { pool: 2 },
      { conv: 4, kernel: 1 },
    ],
    decoder: [
      { up: 2 },
      { conv: 8 },
      { up: 2 },
      { conv: 16, padding: 'valid' },
      { up: 2 },
      { conv: 32 },
      { conv: 1 },
    ],
  },
  epochs: 30,
  batchSize: 128,
  learningRate: 0.001,
};

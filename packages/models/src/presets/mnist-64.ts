import type { Preset } from './preset.ts';

export const mnist64: Preset = {
  name: 'mnist-64',
  description: 'MNIST, 784 -> 64 numbers, dense with one hidden layer of 512 on each side',
  dataset: 'mnist',
  net: { kind: 'dense', hidden: [512], codeSize: 64, temperature: 4 },
  schedule: { kind: 'cosine' },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.004,
};

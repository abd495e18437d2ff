import type { Preset } from './preset.ts';

export const mnist64Linear: Preset = {
  name: 'mnist-64-linear',
  description: 'MNIST, 784 -> 64 numbers, linear: PCA found by training',
  dataset: 'mnist',
  net: { kind: 'linear', codeSize: 64 },
  loss: 'mse',
  epochs: 20,
  batchSize: 128,
  learningRate: 0.001,
};

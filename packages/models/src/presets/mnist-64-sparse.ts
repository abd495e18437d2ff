import type { Preset } from './preset.ts';

export const mnist64Sparse: Preset = {
  name: 'mnist-64-sparse',
  description: 'MNIST, 784 -> 64 numbers, dense; each number of the code is used by few pictures',
  dataset: 'mnist',
  net: { kind: 'dense', hidden: [512], codeSize: 64 },
  sparsity: { kl: 0.001, target: 0.1 },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.002,
};

import type { Preset } from './preset.ts';

export const mnist64Shallow: Preset = {
  name: 'mnist-64-shallow',
  description:
    'MNIST, 784 -> 64 numbers, one dense layer on each side: the smallest net, and the speed yardstick',
  dataset: 'mnist',
  net: { kind: 'dense', hidden: [], codeSize: 64 },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.004,
};

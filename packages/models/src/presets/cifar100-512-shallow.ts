import type { Preset } from './preset.ts';

export const cifar100Shallow: Preset = {
  name: 'cifar100-512-shallow',
  description:
    'CIFAR-100, 3072 -> 512 numbers, one dense layer on each side: quick to train, and the speed yardstick',
  dataset: 'cifar100',
  net: { kind: 'dense', hidden: [], codeSize: 512 },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.001,
};

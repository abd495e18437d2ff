import type { Preset } from './preset.ts';

export const cifar100: Preset = {
  name: 'cifar100-512',
  description: 'CIFAR-100, 3072 -> 512 numbers: PCA, refined by small convolutions. Never worse than PCA',
  dataset: 'cifar100',
  net: { kind: 'residual', codeSize: 512, refine: [64, 64], mirrored: true },
  loss: 'mse',
  schedule: { kind: 'cosine' },
  epochs: 6,
  batchSize: 32,
  learningRate: 0.001,
};

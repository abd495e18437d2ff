import type { Preset } from './preset.ts';

export const mnist64Denoising: Preset = {
  name: 'mnist-64-denoising',
  description: 'MNIST, 784 -> 64 numbers, dense; shown pictures of which three pixels in ten are missing',
  dataset: 'mnist',
  net: { kind: 'dense', hidden: [512], codeSize: 64, temperature: 4 },
  corruption: { mask: 0.3 },
  schedule: { kind: 'cosine' },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.004,
};

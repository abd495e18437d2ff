import type { Preset } from './preset.ts';

export const mnistVae: Preset = {
  name: 'mnist-vae',
  description: 'MNIST, 784 -> 32 numbers, variational: codes are spread like a normal distribution',
  dataset: 'mnist',
  net: { kind: 'vae', hidden: [512], codeSize: 32, klWeight: 1 },
  epochs: 20,
  batchSize: 128,
  learningRate: 0.001,
};

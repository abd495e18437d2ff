import { cifar100Labels } from './cifar100-labels.ts';
import type { DatasetRecord } from './record.ts';

/** 50 training and 10 test pictures of each class of CIFAR-100: real pictures for a machine without a network. */
export const cifar100Mini = {
  name: 'cifar100-mini',
  title: 'CIFAR-100 mini',
  shape: [32, 32, 3],
  format: 'cifar-binary',
  files: [
    {
      split: 'train',
      role: 'records',
      name: 'train.bin',
      bytes: 15_370_000,
      checksum: 'sha256:56d2bd52cbe920b80f775fa669cf0648714e8a1ce1ac4383672a78d2787fcef1',
    },
    {
      split: 'test',
      role: 'records',
      name: 'test.bin',
      bytes: 3_074_000,
      checksum: 'sha256:6bdedeeb4a886d935aa565e57ab19b02f69bf315c243092358d5ae04c0b11f2e',
    },
  ],
  embedded: '@hourglass/data-cifar100-mini',
  labels: cifar100Labels,
  licence: 'None stated; the author asks that the report is cited.',
  citation: 'A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, 2009.',
  defects: [],
} as const satisfies DatasetRecord;

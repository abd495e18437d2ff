import { mnistFiles } from './mnist-files.ts';
import type { DatasetRecord } from './record.ts';

export const mnist = {
  name: 'mnist',
  title: 'MNIST handwritten digits',
  shape: [28, 28, 1],
  format: 'idx',
  files: mnistFiles({
    trainImages: 'md5:6bbc9ace898e44ae57da46a324031adb',
    trainLabels: 'md5:a25bea736e30d166cdddb491f175f624',
    testImages: 'md5:2646ac647ad5339dbf082846283269ea',
    testLabels: 'md5:27ae3e4e09519cfbb04c329615203637',
  }),
  embedded: '@hourglass/data-mnist',
  origin: {
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
    ],
    downloads: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 9_912_422,
        checksum: 'sha256:440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 28_881,
        checksum: 'sha256:3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 1_648_877,
        checksum: 'sha256:8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 4_542,
        checksum: 'sha256:f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
      },
    ],
  },
  labels: { fine: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] },
  licence: 'CC BY-SA 3.0',
  citation:
    'Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition. ' +
    'Proceedings of the IEEE 86(11), 1998.',
  defects: [],
} as const satisfies DatasetRecord;

import { mnistFiles } from './mnist-files.ts';
import type { DatasetRecord } from './record.ts';

/** Also Debian's package `dataset-fashion-mnist`, with other gzip bytes around the same files. */
export const fashionMnist = {
  name: 'fashion-mnist',
  title: 'Fashion-MNIST',
  shape: [28, 28, 1],
  format: 'idx',
  files: mnistFiles({
    trainImages: 'md5:f4a8712d7a061bf5bd6d2ca38dc4d50a',
    trainLabels: 'md5:9018921c3c673c538a1fc5bad174d6f9',
    testImages: 'md5:8181f5470baa50b63fa0f6fddb340f0a',
    testLabels: 'md5:15d484375f8d13e6eb1aabb0c3f46965',
  }),
  origin: {
    mirrors: [
      'https://fashion-mnist.s3.eu-central-1.amazonaws.com/',
      'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    ],
    downloads: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 26_421_880,
        checksum: 'sha256:3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 29_515,
        checksum: 'sha256:a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 4_422_102,
        checksum: 'sha256:346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 5_148,
        checksum: 'sha256:67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      },
    ],
  },
  labels: {
    fine: [
      'T-shirt/top',
      'trouser',
      'pullover',
      'dress',
      'coat',
      'sandal',
      'shirt',
      'sneaker',
      'bag',
      'ankle boot',
    ],
  },
  licence: 'MIT',
  citation:
    'H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning ' +
    'algorithms. arXiv:1708.07747, 2017.',
  defects: [],
} as const satisfies DatasetRecord;

import { mnistFiles } from './mnist-files.ts';
import type { DatasetRecord } from './record.ts';

/** Its publisher gives no checksums of the unpacked files, so the packed ones are checked. */
export const kmnist = {
  name: 'kmnist',
  title: 'Kuzushiji-MNIST',
  shape: [28, 28, 1],
  format: 'idx',
  files: mnistFiles({}),
  origin: {
    mirrors: [
      'https://codh.rois.ac.jp/kmnist/dataset/kmnist/',
      'http://codh.rois.ac.jp/kmnist/dataset/kmnist/',
      'https://storage.googleapis.com/s4tf-hosted-binaries/datasets/KMNIST/',
    ],
    downloads: [
      {
        name: 'train-images-idx3-ubyte.gz',
        bytes: 18_165_135,
        checksum: 'sha256:51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4',
      },
      {
        name: 'train-labels-idx1-ubyte.gz',
        bytes: 29_497,
        checksum: 'sha256:e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17',
      },
      {
        name: 't10k-images-idx3-ubyte.gz',
        bytes: 3_041_136,
        checksum: 'sha256:edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5',
      },
      {
        name: 't10k-labels-idx1-ubyte.gz',
        bytes: 5_120,
        checksum: 'sha256:20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c',
      },
    ],
  },
  labels: { fine: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'] },
  licence: 'CC BY-SA 4.0',
  citation:
    'T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep learning for classical ' +
    'Japanese literature. arXiv:1812.01718, 2018.',
  defects: [],
} as const satisfies DatasetRecord;

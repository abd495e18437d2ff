import type { Checksum } from '../checksum.ts';
import type { DatasetFile } from './record.ts';

/** Checksums of the four unpacked files, where they are known. */
interface Checksums {
  readonly trainImages?: Checksum;
  readonly trainLabels?: Checksum;
  readonly testImages?: Checksum;
  readonly testLabels?: Checksum;
}

/** MNIST's four files. Its successors took over their names and sizes, to the byte. */
export function mnistFiles(checksums: Checksums): readonly DatasetFile[] {
  const { trainImages, trainLabels, testImages, testLabels } = checksums;
  return [
    {
      split: 'train',
      role: 'images',
      name: 'train-images-idx3-ubyte',
      bytes: 47_040_016,
      ...of(trainImages),
    },
    { split: 'train', role: 'labels', name: 'train-labels-idx1-ubyte', bytes: 60_008, ...of(trainLabels) },
    { split: 'test', role: 'images', name: 't10k-images-idx3-ubyte', bytes: 7_840_016, ...of(testImages) },
    { split: 'test', role: 'labels', name: 't10k-labels-idx1-ubyte', bytes: 10_008, ...of(testLabels) },
  ];
}

const of = (checksum: Checksum | undefined) => (checksum === undefined ? {} : { checksum });

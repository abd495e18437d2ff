import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImageSet, loadDataset, take } from '@hourglass/datasets';

/** Writes the first pictures of MNIST as a data folder: 800 to train with, 200 to test with. */
export async function makeSmallMnist(home: string): Promise<string> {
  const folder = join(home, 'data');
  const { train, test } = await loadDataset('mnist');
  await mkdir(folder);
  await writeSplit(folder, 'train', take(train, 800));
  await writeSplit(folder, 't10k', take(test, 200));
  return folder;
}

async function writeSplit(folder: string, name: string, { count, shape, pixels, labels }: ImageSet) {
  const [height, width] = shape;
  await writeFile(join(folder, `${name}-images-idx3-ubyte`), idx([count, height, width], pixels));
  await writeFile(join(folder, `${name}-labels-idx1-ubyte`), idx([count], labels.fine!.values));
}

function idx(dimensions: number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  for (const [axis, size] of dimensions.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  return Buffer.concat([header, values]);
}

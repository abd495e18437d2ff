import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { directory as mnistDirectory } from '@hourglass/data-mnist';
import { mnist10, mnistTruncated } from '@hourglass/test-fixtures';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { copyFiles, failure, idxBytes, temporaryFolder } from '../test/helpers.ts';
import { type ImageSet, pictureOf } from './image-set.ts';
import { type LoadedDataset, loadDataset } from './load.ts';

function classCounts({ labels }: ImageSet): number[] {
  const { names, values } = labels.fine!;
  const counts = new Array<number>(names.length).fill(0);
  for (const label of values) counts[label]!++;
  return counts;
}

describe('MNIST', () => {
  let mnist: LoadedDataset;
  beforeAll(async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', '');
    mnist = await loadDataset('mnist');
    vi.unstubAllEnvs();
  });

  test('has 60,000 and 10,000 pictures of 28 x 28 grey pixels, and nothing to warn of', () => {
    expect(mnist.warnings).toEqual([]);
    expect(mnist.train).toMatchObject({ name: 'mnist', split: 'train', shape: [28, 28, 1], count: 60_000 });
    expect(mnist.test).toMatchObject({ name: 'mnist', split: 'test', shape: [28, 28, 1], count: 10_000 });
    expect(mnist.train.pixels.length).toBe(47_040_000);
    expect(mnist.test.pixels.length).toBe(7_840_000);
  });

  test('has the known labels', () => {
    expect(classCounts(mnist.train)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(classCounts(mnist.test)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect(mnist.train.labels.fine!.values[0]).toBe(5);
    expect(mnist.test.labels.fine!.values[0]).toBe(7);
  });

  test('has the known mean: 33.318 of 255', () => {
    let sum = 0;
    for (const pixel of mnist.train.pixels) sum += pixel;
    expect(sum / mnist.train.pixels.length).toBeCloseTo(33.318, 3);
  });

  test('has the places in the official file as ids', () => {
    expect(mnist.train.ids).toEqual(Uint32Array.from({ length: 60_000 }, (_, i) => i));
  });

  test('is a view on the unpacked file', () => {
    // 16 bytes of header, and one spare byte by which a larger file is known.
    expect(mnist.train.pixels.byteOffset).toBe(16);
    expect(mnist.train.pixels.buffer.byteLength).toBe(47_040_017);
  });

  test('begins with the ten pictures of the fixture', async () => {
    const { train } = await loadDataset('mnist', { dataDir: mnist10 });
    for (let row = 0; row < 10; row++) expect(pictureOf(train, row)).toEqual(pictureOf(mnist.train, row));
  });
});

describe("the user's own files", () => {
  test('of the right structure are used, with a warning', async () => {
    const { train, test: held, warnings } = await loadDataset('mnist', { dataDir: mnist10 });
    expect([train.count, held.count]).toEqual([10, 10]);
    expect([...train.labels.fine!.values]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...held.labels.fine!.values]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^MNIST handwritten digits: not the official bytes, but of the right structure.*t10k-labels-idx1-ubyte/,
    );
  });

  test('cut short are refused by name', async () => {
    const message = await failure('GZIP_INVALID', () => loadDataset('mnist', { dataDir: mnistTruncated }));
    expect(message).toBe(
      `${join(mnistTruncated, 'train-images-idx3-ubyte.gz')} is not a whole gzip file: unexpected end of file.\n` +
        'Get the file again; a download may have stopped early.',
    );
  });

  test('that do not belong together are refused', async () => {
    const folder = temporaryFolder();
    copyFiles(mnist10, folder);
    const labels = join(folder, 'train-labels-idx1-ubyte.gz');
    writeFileSync(labels, gzipSync(idxBytes([9], [1, 2, 3, 4, 5, 6, 7, 8, 9])));
    await failure('COUNT_MISMATCH', () => loadDataset('mnist', { dataDir: folder }));
  });
});

test('a file of another set with the same names is refused', async () => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  const dataDir = temporaryFolder();
  copyFiles(mnistDirectory, dataDir);
  const message = await failure('CHECKSUM_MISMATCH', () => loadDataset('fashion-mnist', { dataDir }));
  expect(message).toBe(
    `${join(dataDir, 'train-images-idx3-ubyte.gz')} is a file of MNIST handwritten digits, not of Fashion-MNIST.\n` +
      'Put the files of each set into a folder of its own: "mnist", "fashion-mnist".',
  );
  vi.unstubAllEnvs();
});

test('a set of which only the packed checksums are known is held against those', async () => {
  const { warnings } = await loadDataset('kmnist', { dataDir: mnist10 });
  expect(warnings).toHaveLength(1);
});

test('embedded bytes that are not the official ones are refused', async () => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  vi.resetModules();
  vi.doMock('@hourglass/data-mnist', () => ({ directory: mnist10 }));
  const damaged = await import('./load.ts');
  // A module registry of its own has a DatasetError of its own, so look at its data.
  await expect(damaged.loadDataset('mnist')).rejects.toMatchObject({
    name: 'DatasetError',
    code: 'CHECKSUM_MISMATCH',
  });
  vi.doUnmock('@hourglass/data-mnist');
  vi.unstubAllEnvs();
});

test('an unknown name is refused', async () => {
  await failure('UNKNOWN_DATASET', () => loadDataset('cifar-1000'));
});

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory as embedded } from '@hourglass/data-mnist';
import { mnist10 } from '@hourglass/test-fixtures';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { copyFiles, failure, temporaryFolder } from '../../test/helpers.ts';
import { describeDataset } from '../catalog.ts';
import { locateFiles } from './locate.ts';

const mnist = describeDataset('mnist');
const cifar100 = describeDataset('cifar100');
const pathsIn = (folder: string) => mnist.files.map((file) => join(folder, `${file.name}.gz`));

beforeEach(() => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  vi.stubEnv('HOURGLASS_CACHE', temporaryFolder());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A folder that has the ten-picture MNIST in `inside`. */
function mnistFolder(inside = '.'): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, inside), { recursive: true });
  copyFiles(mnist10, join(folder, inside));
  return folder;
}

/** A folder with empty files of these names. */
function folderOf(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  return folder;
}

describe('dataDir', () => {
  test('holds the files, or a folder of the name of the dataset that does', async () => {
    const flat = mnistFolder();
    expect(await locateFiles(mnist, { dataDir: flat })).toEqual({
      place: 'dataDir',
      found: { paths: pathsIn(flat) },
      warnings: [],
    });
    const nested = mnistFolder('mnist');
    expect((await locateFiles(mnist, { dataDir: nested }))?.found).toEqual({
      paths: pathsIn(join(nested, 'mnist')),
    });
  });

  test('may hold unpacked files', async () => {
    const dataDir = mnistFolder();
    const plain = join(dataDir, mnist.files[1]!.name);
    renameSync(`${plain}.gz`, plain);
    expect((await locateFiles(mnist, { dataDir }))?.found).toHaveProperty(['paths', 1], plain);
  });

  test.each(['', 'cifar100/'])('may hold an archive: in %s', async (inside) => {
    const dataDir = folderOf(`${inside}cifar-100-binary.tar.gz`);
    expect((await locateFiles(cifar100, { dataDir }))?.found).toEqual({
      archive: join(dataDir, inside, 'cifar-100-binary.tar.gz'),
    });
  });

  test.each(['', 'cifar100/', 'cifar-100-binary/', 'cifar100/cifar-100-binary/'])(
    'may hold the files of an archive, which are read faster: in %s',
    async (inside) => {
      const dataDir = folderOf(`${inside}train.bin`, `${inside}test.bin`, 'cifar-100-binary.tar.gz');
      expect((await locateFiles(cifar100, { dataDir }))?.found).toEqual({
        paths: [join(dataDir, inside, 'train.bin'), join(dataDir, inside, 'test.bin')],
      });
    },
  );

  test('wins over the environment', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', mnistFolder());
    const dataDir = mnistFolder();
    expect((await locateFiles(mnist, { dataDir }))?.found).toEqual({ paths: pathsIn(dataDir) });
  });

  test('is never replaced silently', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', mnistFolder());
    const folder = temporaryFolder();
    expect(await failure('FILES_MISSING', () => locateFiles(mnist, { dataDir: folder }))).toContain(
      `${folder} lacks train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte`,
    );
    const refused = (dataDir: string) => failure('DATA_DIR_UNUSABLE', () => locateFiles(mnist, { dataDir }));
    expect(await refused(join(folder, 'nowhere'))).toContain('ENOENT');
    writeFileSync(join(folder, 'file'), '');
    expect(await refused(join(folder, 'file'))).toContain('is not a folder');
    expect(await refused('')).toContain('is empty');
    await refused('a\0b');
  });

  test('with some of the files only is an error that names the others', async () => {
    const dataDir = mnistFolder('mnist');
    rmSync(join(dataDir, 'mnist', 't10k-labels-idx1-ubyte.gz'));
    expect(await failure('FILES_MISSING', () => locateFiles(mnist, { dataDir }))).toBe(
      `MNIST handwritten digits: ${join(dataDir, 'mnist')} lacks t10k-labels-idx1-ubyte (with or without .gz).\n` +
        'Put all 4 files there, or into its folder "mnist".',
    );
    const half = folderOf('train.bin');
    expect(await failure('FILES_MISSING', () => locateFiles(cifar100, { dataDir: half }))).toContain(
      'Put all 2 files, or cifar-100-binary.tar.gz, there',
    );
  });
});

describe('HOURGLASS_DATA_DIR', () => {
  test('is used if it has the dataset', async () => {
    const folder = mnistFolder('mnist');
    vi.stubEnv('HOURGLASS_DATA_DIR', folder);
    expect(await locateFiles(mnist)).toEqual({
      place: 'HOURGLASS_DATA_DIR',
      found: { paths: pathsIn(join(folder, 'mnist')) },
      warnings: [],
    });
  });

  test('without the dataset gives way to the embedded bytes', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', temporaryFolder());
    const location = await locateFiles(mnist);
    expect(location).toEqual({ place: 'embedded', found: { paths: pathsIn(embedded) }, warnings: [] });
  });

  test('that is no folder gives way too, with a warning', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', join(temporaryFolder(), 'nowhere'));
    const location = await locateFiles(mnist);
    expect(location?.place).toBe('embedded');
    expect(location?.warnings).toEqual([
      expect.stringMatching(
        /^HOURGLASS_DATA_DIR: The data folder .* MNIST handwritten digits is taken from elsewhere\.$/,
      ),
    ]);
  });

  test('with half of the dataset is an error', async () => {
    const folder = mnistFolder();
    rmSync(join(folder, 'train-images-idx3-ubyte.gz'));
    vi.stubEnv('HOURGLASS_DATA_DIR', folder);
    await failure('FILES_MISSING', () => locateFiles(mnist));
  });

  test('with loose files that several sets call so has the first of them', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', mnistFolder());
    expect((await locateFiles(mnist))?.place).toBe('HOURGLASS_DATA_DIR');
    expect(await locateFiles(describeDataset('fashion-mnist'))).toBeUndefined();
    vi.stubEnv('HOURGLASS_DATA_DIR', folderOf('train.bin', 'test.bin'));
    expect((await locateFiles(cifar100))?.place).toBe('HOURGLASS_DATA_DIR');
    expect((await locateFiles(describeDataset('cifar100-mini')))?.place).toBe('embedded');
  });
});

describe('the cache', () => {
  const place = join('datasets', 'cifar100', 'cifar-100-binary.tar.gz');

  test('comes last, in HOURGLASS_CACHE or cacheDir', async () => {
    const cacheDir = folderOf(place);
    const location = { place: 'cache', found: { archive: join(cacheDir, place) }, warnings: [] };
    expect(await locateFiles(cifar100)).toBeUndefined();
    expect(await locateFiles(cifar100, { cacheDir })).toEqual(location);
    vi.stubEnv('HOURGLASS_CACHE', cacheDir);
    expect(await locateFiles(cifar100)).toEqual(location);
  });

  test('does not have a dataset that is still being fetched', async () => {
    const kmnist = describeDataset('kmnist');
    const names = kmnist.origin!.downloads.map(({ name }) => join('datasets', 'kmnist', name));
    expect(await locateFiles(kmnist, { cacheDir: folderOf(...names.slice(1)) })).toBeUndefined();
    expect((await locateFiles(kmnist, { cacheDir: folderOf(...names) }))?.place).toBe('cache');
    expect(await locateFiles(cifar100, { cacheDir: folderOf(`${place}.part`) })).toBeUndefined();
  });
});

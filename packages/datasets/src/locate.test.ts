import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory as embedded } from '@hourglass/data-mnist';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mnist10 } from '@hourglass/test-fixtures';
import { copyFiles, failure, temporaryFolder } from '../test/helpers.ts';
import { type DatasetRecord, describeDataset } from './catalog.ts';
import { locateFiles } from './locate.ts';

const mnist = describeDataset('mnist');
const pathsIn = (folder: string) => mnist.files.map((file) => join(folder, `${file.name}.gz`));

beforeEach(() => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A folder that has the ten-picture MNIST in `inside`. */
function dataFolder(inside = '.'): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, inside), { recursive: true });
  copyFiles(mnist10, join(folder, inside));
  return folder;
}

describe('dataDir', () => {
  test('holds the files, or a folder of the name of the dataset that does', async () => {
    const flat = dataFolder();
    expect(await locateFiles(mnist, flat)).toEqual({ paths: pathsIn(flat), embedded: false, warnings: [] });
    const nested = dataFolder('mnist');
    expect((await locateFiles(mnist, nested)).paths).toEqual(pathsIn(join(nested, 'mnist')));
  });

  test('may hold unpacked files', async () => {
    const folder = dataFolder();
    const plain = join(folder, mnist.files[1]!.name);
    renameSync(`${plain}.gz`, plain);
    expect((await locateFiles(mnist, folder)).paths[1]).toBe(plain);
  });

  test('wins over the environment', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', dataFolder());
    const folder = dataFolder();
    expect((await locateFiles(mnist, folder)).paths).toEqual(pathsIn(folder));
  });

  test('is never replaced silently', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', dataFolder());
    const folder = temporaryFolder();
    expect(await failure('FILES_MISSING', () => locateFiles(mnist, folder))).toContain(
      `${folder} lacks train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte`,
    );
    const nowhere = join(folder, 'nowhere');
    expect(await failure('DATA_DIR_UNUSABLE', () => locateFiles(mnist, nowhere))).toContain('ENOENT');
    writeFileSync(join(folder, 'file'), '');
    const file = join(folder, 'file');
    expect(await failure('DATA_DIR_UNUSABLE', () => locateFiles(mnist, file))).toContain('is not a folder');
    expect(await failure('DATA_DIR_UNUSABLE', () => locateFiles(mnist, ''))).toContain('is empty');
    await failure('DATA_DIR_UNUSABLE', () => locateFiles(mnist, 'a\0b'));
  });

  test('with some of the files only is an error that names the others', async () => {
    const folder = dataFolder('mnist');
    rmSync(join(folder, 'mnist', 't10k-labels-idx1-ubyte.gz'));
    expect(await failure('FILES_MISSING', () => locateFiles(mnist, folder))).toBe(
      `MNIST handwritten digits: ${join(folder, 'mnist')} lacks t10k-labels-idx1-ubyte (with or without .gz).\n` +
        'Put all 4 files there, or into its folder "mnist".',
    );
  });
});

describe('HOURGLASS_DATA_DIR', () => {
  test('is used if it has the dataset', async () => {
    const folder = dataFolder('mnist');
    vi.stubEnv('HOURGLASS_DATA_DIR', folder);
    expect((await locateFiles(mnist, undefined)).paths).toEqual(pathsIn(join(folder, 'mnist')));
  });

  test('without the dataset gives way to the embedded bytes', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', temporaryFolder());
    expect(await locateFiles(mnist, undefined)).toEqual({
      paths: pathsIn(embedded),
      embedded: true,
      warnings: [],
    });
  });

  test('that is no folder gives way too, with a warning', async () => {
    vi.stubEnv('HOURGLASS_DATA_DIR', join(temporaryFolder(), 'nowhere'));
    const { embedded: isEmbedded, warnings } = await locateFiles(mnist, undefined);
    expect(isEmbedded).toBe(true);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^HOURGLASS_DATA_DIR: The data folder .* The embedded mnist is used\.$/);
  });

  test('with half of the dataset is an error', async () => {
    const folder = dataFolder();
    rmSync(join(folder, 'train-images-idx3-ubyte.gz'));
    vi.stubEnv('HOURGLASS_DATA_DIR', folder);
    await failure('FILES_MISSING', () => locateFiles(mnist, undefined));
  });
});

test('a dataset that is not embedded asks for a folder', async () => {
  const other: DatasetRecord = { ...mnist, name: 'other', title: 'Other' };
  expect(await failure('FILES_MISSING', () => locateFiles(other, undefined))).toContain(
    'does not come with Hourglass',
  );
});

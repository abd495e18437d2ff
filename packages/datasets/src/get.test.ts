import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, temporaryFolder } from '../test/helpers.ts';
import { serve, startMirror } from '../test/mirror.ts';
import { tarGz, tinyCifar, tinyEntries } from '../test/tiny-cifar.ts';
import { getDataset, getRecord } from './get.ts';
import { loadRecord } from './load.ts';
import { verifyDataset, verifyRecord } from './verify.ts';

const archive = await tarGz(tinyEntries);

beforeEach(() => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  vi.stubEnv('HOURGLASS_OFFLINE', '');
  vi.stubEnv('no_proxy', '127.0.0.1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The tiny dataset on a mirror of its own, and an empty cache. */
async function tinyOnline() {
  const mirror = await startMirror((request, response) => serve(request, response, archive));
  const cacheDir = temporaryFolder();
  const path = join(cacheDir, 'datasets', 'tiny', 'tiny.tar.gz');
  return { mirror, cacheDir, path, record: tinyCifar(archive, [mirror.url]) };
}

test('loadDataset fetches what is not here, once', async () => {
  const { mirror, cacheDir, path, record } = await tinyOnline();
  const first = await loadRecord(record, { cacheDir });
  expect(first.source).toBe(`Tiny CIFAR: ${path} (cache), fetched now`);
  expect(first.warnings).toEqual([]);
  expect([first.train.count, first.test.count]).toEqual([5, 2]);
  const second = await loadRecord(record, { cacheDir });
  expect(second.source).toBe(`Tiny CIFAR: ${path} (cache)`);
  expect(second.train).toEqual(first.train);
  expect(mirror.requests).toHaveLength(1);
});

test('getDataset fetches, and later fetches again what is damaged', async () => {
  const { mirror, cacheDir, path, record } = await tinyOnline();
  expect(await getRecord(record, { cacheDir })).toMatchObject({ name: 'tiny', paths: [path], fetched: true });
  expect(await getRecord(record, { cacheDir })).toMatchObject({ paths: [path], fetched: false });
  expect(mirror.requests).toHaveLength(1);
  writeFileSync(path, archive.subarray(1));
  await failure('CHECKSUM_MISMATCH', () => getRecord(record, { cacheDir, offline: true }));
  await getRecord(record, { cacheDir });
  expect(readFileSync(path)).toEqual(archive);
  expect(mirror.requests).toHaveLength(2);
});

test('a cached archive that holds other files is refused', async () => {
  const { cacheDir, path, record } = await tinyOnline();
  const other = await tarGz([tinyEntries[3]!, { ...tinyEntries[2]!, content: new Uint8Array(3074) }]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, other);
  expect(await failure('CHECKSUM_MISMATCH', () => loadRecord(record, { cacheDir }))).toMatch(
    /^The cached Tiny CIFAR is damaged: .*train\.bin in .*tiny\.tar\.gz is not the official one\.\nFetch it again: hourglass data get tiny\.$/,
  );
});

describe('offline', () => {
  test.each([
    ['HOURGLASS_OFFLINE', '1', undefined],
    ['HOURGLASS_OFFLINE', 'true', undefined],
    ['the option', '', true],
    ['the option against the environment', '0', true],
  ])('by %s "%s" nothing is fetched', async (_, value, offline) => {
    const { mirror, cacheDir, record } = await tinyOnline();
    vi.stubEnv('HOURGLASS_OFFLINE', value);
    const message = await failure('OFFLINE', () => loadRecord(record, { cacheDir, offline }));
    expect(message).toContain('Or put tiny.tar.gz into HOURGLASS_DATA_DIR/tiny.');
    expect(mirror.requests).toHaveLength(0);
  });

  test('what is in the cache is used', async () => {
    const { cacheDir, record } = await tinyOnline();
    await getRecord(record, { cacheDir });
    expect((await loadRecord(record, { cacheDir, offline: true })).train.count).toBe(5);
  });

  test('false wins over the environment', async () => {
    const { cacheDir, record } = await tinyOnline();
    vi.stubEnv('HOURGLASS_OFFLINE', '1');
    expect((await loadRecord(record, { cacheDir, offline: false })).train.count).toBe(5);
  });
});

test('a signal that has aborted stops all', async () => {
  const reason = new Error('enough');
  await expect(getDataset('mnist', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('a set that is embedded need not be got', async () => {
  const { source, fetched, paths } = await getDataset('mnist', { offline: true });
  expect(source).toBe('MNIST handwritten digits: embedded (@hourglass/data-mnist)');
  expect([fetched, paths.length]).toEqual([false, 4]);
});

describe('verifyDataset', () => {
  test('reports each file', async () => {
    const { cacheDir, path, record } = await tinyOnline();
    await getRecord(record, { cacheDir });
    expect(await verifyRecord(record, { cacheDir })).toEqual({
      name: 'tiny',
      source: `Tiny CIFAR: ${path} (cache)`,
      official: true,
      files: [
        { name: 'train.bin', bytes: 15_370, official: true },
        { name: 'test.bin', bytes: 6148, official: true },
      ],
      count: { train: 5, test: 2 },
      warnings: [],
    });
  });

  test('finds the user’s own to be unofficial', async () => {
    const { record } = await tinyOnline();
    const dataDir = temporaryFolder();
    const fewer = { ...tinyEntries[2]!, content: tinyEntries[2]!.content!.subarray(0, 3074) };
    writeFileSync(join(dataDir, 'tiny.tar.gz'), await tarGz([fewer, tinyEntries[3]!]));
    const { official, files, count } = await verifyRecord(record, { dataDir, cacheDir: temporaryFolder() });
    expect(official).toBe(false);
    expect(files.map((file) => file.official)).toEqual([false, true]);
    expect(count).toEqual({ train: 1, test: 2 });
  });

  test('finds a damaged archive, even if its files were unpacked while it was whole', async () => {
    const { cacheDir, path, record } = await tinyOnline();
    await loadRecord(record, { cacheDir });
    writeFileSync(path, Buffer.from(archive).reverse());
    await failure('CHECKSUM_MISMATCH', () => verifyRecord(record, { cacheDir }));
  });

  test('fetches nothing', async () => {
    const { mirror, cacheDir, record } = await tinyOnline();
    await failure('FILES_MISSING', () => verifyRecord(record, { cacheDir }));
    expect(mirror.requests).toHaveLength(0);
    expect((await verifyDataset('mnist')).official).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { failure } from '../test/helpers.ts';
import type { DatasetRecord } from './catalog/record.ts';
import { catalog, datasetNames, describeDataset, isFolderPath } from './catalog.ts';

const CHECKSUM = /^(md5:[0-9a-f]{32}|sha256:[0-9a-f]{64})$/;

describe.each(Object.entries<DatasetRecord>(catalog))('%s', (key, record) => {
  test('is under its own name, and has both splits', () => {
    expect(record.name).toBe(key);
    expect(new Set(record.files.map((file) => file.split))).toEqual(new Set(['train', 'test']));
  });

  test('has well-formed checksums', () => {
    const files = [...record.files, ...(record.origin?.downloads ?? [])];
    for (const { checksum } of files) if (checksum !== undefined) expect(checksum).toMatch(CHECKSUM);
  });

  test('can be had: from several mirrors, or with a package', () => {
    expect(record.embedded ?? record.origin?.mirrors.length).toBeTruthy();
    if (record.origin === undefined) return;
    const { mirrors, downloads, folder } = record.origin;
    expect(mirrors.length).toBeGreaterThan(1);
    for (const mirror of mirrors) expect(new URL(mirror).href).toMatch(/\/$/);
    const names =
      folder === undefined
        ? record.files.map(({ name }) => `${name}.gz`)
        : [expect.stringMatching(/\.tar\.gz$/)];
    expect(downloads.map(({ name }) => name)).toEqual(names);
  });

  test('has distinct class names, of no more than a byte', () => {
    for (const names of Object.values(record.labels)) {
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThanOrEqual(256);
    }
  });

  test('says whose it is, and stands in for nothing that is not there', () => {
    expect(record.licence && record.citation && record.title).toBeTruthy();
    if (record.mini !== undefined) expect(describeDataset(record.mini).embedded).toBeTruthy();
  });
});

test('CIFAR-100 has 100 classes in 20', () => {
  const { fine, coarse } = catalog.cifar100.labels;
  expect([fine.length, coarse.length]).toEqual([100, 20]);
  for (const names of [fine, coarse]) expect([...names].sort()).toEqual(names);
});

test('the catalog cannot be changed', () => {
  const record = describeDataset('mnist') as unknown as { title: string; shape: number[] };
  expect(() => {
    record.title = 'mine';
  }).toThrow(TypeError);
  expect(() => record.shape.push(1)).toThrow(TypeError);
});

test.each(['MNIST', '', 'toString', '__proto__'])('"%s" is unknown', async (name) => {
  const message = await failure('UNKNOWN_DATASET', () => describeDataset(name));
  const known = Object.keys(catalog).join(', ');
  expect(message).toBe(`Dataset "${name}" is not in the catalog. Known: ${known}.`);
});

test('a folder is told from a set by a slash or dots', () => {
  for (const name of datasetNames()) expect(isFolderPath(name)).toBe(false);
  for (const path of ['./photos', 'my/photos', '/photos', 'photos/', '.', '..', '~/x', 'C:\\photos']) {
    expect(isFolderPath(path)).toBe(true);
  }
  for (const name of ['photos', '', 'mnist.png', '...']) expect(isFolderPath(name)).toBe(false);
});

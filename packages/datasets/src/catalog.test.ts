import { expect, test } from 'vitest';
import { failure } from '../test/helpers.ts';
import { catalog, datasetNames, describeDataset } from './catalog.ts';

test('each row is under its own name and is complete', () => {
  for (const [key, record] of Object.entries(catalog)) {
    expect(record.name).toBe(key);
    expect(new Set(record.files.map((file) => file.split))).toEqual(new Set(['train', 'test']));
    for (const { md5 } of record.files) expect(md5).toMatch(/^[0-9a-f]{32}$/);
  }
  expect(datasetNames()).toEqual(['mnist']);
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
  expect(message).toBe(`Dataset "${name}" is not in the catalog. Known: mnist.`);
});

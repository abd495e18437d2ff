import { readFileSync } from 'node:fs';
import { exportFormats } from '@hourglass/models/names';
import { namesInTable } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { bindings } from '../src/keys.ts';

test('README: the table of keys is whole', () => {
  const names = namesInTable(new URL('../README.md', import.meta.url), 'key');
  expect(names).toEqual(expect.arrayContaining(bindings.map(({ label }) => label)));
});

test.each(['../README.md', '../../../README.md'])('%s: every format of export is named', (path) => {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  for (const format of exportFormats) expect(text).toContain(format);
});

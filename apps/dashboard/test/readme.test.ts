import { readFileSync } from 'node:fs';
import { exportFormats } from '@hourglass/models/names';
import { namesInTable } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { viewNames } from '../src/state/view-names.ts';
import { bindingsIn } from '../src/views/bindings.ts';

test('README: the table of keys is whole', () => {
  const names = namesInTable(new URL('../README.md', import.meta.url), 'key');
  const labels = viewNames.flatMap((view) => bindingsIn(view).map(({ label }) => label));
  expect(names).toEqual(expect.arrayContaining(labels));
});

test('README: the table of views is whole', () => {
  expect(namesInTable(new URL('../README.md', import.meta.url), 'view')).toEqual([...viewNames]);
});

test.each(['../README.md', '../../../README.md'])('%s: every format of export is named', (path) => {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8');
  for (const format of exportFormats) expect(text).toContain(format);
});

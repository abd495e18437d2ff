import { namesInTable } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { bindings } from '../src/keys.ts';

test('README: the table of keys is whole', () => {
  const names = namesInTable(new URL('../README.md', import.meta.url), 'key');
  expect(names).toEqual(expect.arrayContaining(bindings.map(({ label }) => label)));
});

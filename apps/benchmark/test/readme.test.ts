import { namesInTable } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { suites } from '../src/suites/index.ts';

test('README: the table of suites is whole', () => {
  const names = namesInTable(new URL('../README.md', import.meta.url), 'suite');
  expect(names.sort()).toEqual(Object.keys(suites).sort());
});

import { readFileSync } from 'node:fs';
import { namesInTable, readmeExamples, runExample } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { exportFormats, lossNames, presets } from '../src/names.ts';

const readme = new URL('../README.md', import.meta.url);

test.each(readmeExamples(readme))('README: $title', ({ code, output }) => {
  expect(output, 'a text block with the output must follow').toBeDefined();
  expect(runExample(readme, code)).toBe(output);
});

test.each([
  ['preset', Object.keys(presets)],
  ['loss', lossNames],
])('README: the table of each %s is whole', (heading, names) => {
  expect(namesInTable(readme, heading).sort()).toEqual([...names].sort());
});

test('README: every format of export is named', () => {
  const text = readFileSync(readme, 'utf8');
  for (const format of exportFormats) expect(text).toMatch(new RegExp(`\\b${format}\\b`, 'i'));
});

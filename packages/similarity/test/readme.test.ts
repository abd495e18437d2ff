import { namesInTable, readmeExamples, runExample } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { indexes, measures, rerankings } from '../src/index.ts';

const readme = new URL('../README.md', import.meta.url);

test.each(readmeExamples(readme))('README: $title', ({ code, output }) => {
  expect(output, 'a text block with the output must follow').toBeDefined();
  expect(runExample(readme, code)).toBe(output);
});

test.each([
  ['kind', Object.keys(indexes)],
  ['name', Object.keys(measures)],
  ['step', Object.keys(rerankings)],
])('README: the table that begins with %s is whole', (heading, names) => {
  expect(namesInTable(readme, heading).sort()).toEqual([...names].sort());
});

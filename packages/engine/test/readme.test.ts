import { namesInTable, readmeExamples, runExample } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';
import { engineNames } from '../src/names.ts';
import { passes } from '../src/rewrite/rewrite.ts';

const readme = new URL('../README.md', import.meta.url);

test.each(readmeExamples(readme))('README: $title', ({ code, output }) => {
  expect(output, 'a text block with the output must follow').toBeDefined();
  expect(runExample(readme, code)).toBe(output);
});

test('README: the tables of engines and of passes are whole', () => {
  expect(namesInTable(readme, 'engine')).toEqual([...engineNames]);
  // The README names a pass by its file.
  const files = Object.keys(passes).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(namesInTable(readme, 'pass')).toEqual(expect.arrayContaining(files));
});

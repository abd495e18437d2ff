import { readmeExamples, runExample } from '@hourglass/test-fixtures/readme';
import { expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);

test.each(readmeExamples(readme))('README: $title', ({ code, output }) => {
  expect(output, 'a text block with the output must follow').toBeDefined();
  expect(runExample(readme, code)).toBe(output);
});

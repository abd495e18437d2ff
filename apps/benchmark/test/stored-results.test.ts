import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseResults } from '../src/report/parse-results.ts';
import { render } from '../src/report/render.ts';
import { suiteNamed } from '../src/suites/index.ts';

const folder = new URL('../results/', import.meta.url);
const stored = readdirSync(folder).filter((file) => file.endsWith('.ndjson'));

test('there are stored results', () =>
  expect(stored).toEqual(expect.arrayContaining(['engines.ndjson', 'load.ndjson', 'mnist.ndjson'])));

// Nobody polishes a table by hand. After a change to columns: `pnpm report`.
test.each(stored)('the table of %s is what its raw result says', (file) => {
  const results = parseResults(file, readFileSync(new URL(file, folder), 'utf8'));
  const table = readFileSync(new URL(file.replace('.ndjson', '.md'), folder), 'utf8');
  expect(table).toBe(render(results, { markdown: true }));
});

const drawn = stored.filter((file) => storedSuite(file).chart);

test.each(drawn)('the chart of %s is what its raw result says', (file) => {
  const results = parseResults(file, readFileSync(new URL(file, folder), 'utf8'));
  const chart = readFileSync(new URL(file.replace('.ndjson', '.svg'), folder), 'utf8');
  expect(chart).toBe(render(results, { svg: true }));
});

function storedSuite(file: string) {
  return suiteNamed(file.replace('.ndjson', ''));
}

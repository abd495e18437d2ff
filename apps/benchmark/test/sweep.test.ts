import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import type { SweepRow } from '../src/suites/sweep/row.ts';
import { bench, benchUntil } from './helpers/bench.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-sweep-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a sweep that was killed goes on: what it had measured is not measured again', async () => {
  const rows = join(folder, 'rows');
  const run = ['run', 'sweep-mnist', '--tiny', '--json', '--resume', rows];
  const cut = await benchUntil('dense-4: ', ...run);
  expect(cut).toMatchObject({ code: null, stdout: '' });
  const kept = await Promise.all((await readdir(rows)).map((file) => readFile(join(rows, file), 'utf8')));
  const before = kept.map((text) => (JSON.parse(text) as { row: SweepRow }).row);
  expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(['pca-4', 'dense-4']));

  const { code, stdout, stderr } = await bench(...run);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/sweep-mnist: dense-4: .* kept from before/);
  const result = JSON.parse(stdout) as RawResult<SweepRow>;
  expect(result.resumedRows).toBe(before.length);
  // Times are of the run that was cut off, to the last digit.
  expect(result.rows).toEqual(expect.arrayContaining(before));
  const contenders = ['pca', 'dense', 'variational', 'refined'];
  expect(result.rows.map(({ name }) => name)).toEqual(
    [4, 16].flatMap((size) => contenders.map((contender) => `${contender}-${size}`)),
  );
  for (const { bce, bceFloor, mse, seconds } of result.rows) {
    expect(bce).toBeGreaterThan(bceFloor);
    expect(mse).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThan(0);
  }
  const of = (name: string) => result.rows.find((row) => row.name === name)!;
  expect(of('pca-16').mse).toBeLessThan(of('pca-4').mse);
  expect(of('refined-16').bce).toBeLessThan(of('pca-16').bce);
  expect(await readdir(rows), 'the result has them now').toEqual([]);
});

test('sweep-cifar100: a table with its chart, and the same chart as SVG', async () => {
  const out = join(folder, 'sweep.ndjson');
  expect((await bench('run', 'sweep-cifar100', '--tiny', '--json', '--out', out)).code).toBe(0);
  const { rows } = JSON.parse(await readFile(out, 'utf8')) as RawResult<SweepRow>;
  expect(rows).toHaveLength(4);
  const { stdout: svg } = await bench('report', out, '--svg');
  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(svg.match(/<circle /g)).toHaveLength(rows.length);
  for (const name of ['pca', 'refined']) expect(svg).toContain(`>${name}</text>`);
  const { stdout: markdown } = await bench('report', out, '--markdown');
  expect(markdown).toMatch(/```text\nBCE above floor .*╌╌ pca {2}── refined\n/);
});

test.each([
  [
    ['run', 'engines', '--tiny', '--resume', 'x'],
    "suite 'engines' cannot go on where it was cut off (--resume)",
  ],
  [['run', 'engines', '--tiny', '--svg'], "suite 'engines' has no chart that --svg could print"],
  [['run', 'sweep-mnist', 'sweep-cifar100', '--svg'], '--svg prints one suite'],
  [['run', 'sweep-mnist', '--svg', '--json'], "option '--svg' cannot be used with option '--json'"],
])('%j is wrong usage', async (args, message) => {
  const { code, stderr } = await bench(...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

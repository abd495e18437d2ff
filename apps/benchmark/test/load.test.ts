import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import type { LoadRow } from '../src/suites/load/row.ts';
import { bench, benchWith } from './helpers/bench.ts';
import { pythonThat } from './helpers/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'hourglass-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('load, tiny: what is here is loaded, and the rest says why not', async () => {
  const { code, stdout, stderr } = await benchWith(
    { HOURGLASS_PYTHON: pythonThat(folder, 'without', 'exit 1') },
    ...['run', 'load', '--tiny', '--json'],
  );
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('load: mnist, numpy: skipped, not installed');
  const { rows, dataset, config } = JSON.parse(stdout) as RawResult<LoadRow>;
  expect(dataset).toMatchObject({ name: 'mnist + cifar100-mini', trainCount: 65_000, testCount: 11_000 });
  expect(config).toEqual({ rounds: 1, python: {} });
  const figures = new Map(rows.map((row) => [row.name, row]));
  for (const [name, rawBytes] of [
    ['mnist', 70_000 * 784],
    ['cifar100-mini', 6000 * 3072],
  ] as const) {
    const [round, ...others] = figures.get(name)!.rounds;
    expect(figures.get(name)).toMatchObject({
      rawBytes,
      pixelsSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(others).toEqual([]);
    expect(round!.seconds).toBeGreaterThan(0);
    expect(round!.peakBytes - round!.beforeBytes).toBeGreaterThan(rawBytes * 0.9);
    expect(round!.peakBytes - round!.beforeBytes).toBeLessThan(rawBytes * 2);
  }
  const skipped = rows.flatMap((row) => (row.skipped ? [`${row.name}: ${row.skipped}`] : []));
  expect(skipped).toEqual([
    'mnist, numpy: not installed',
    'mnist, torchvision: not installed',
    'cifar100, first: no HOURGLASS_DATA_DIR',
    'cifar100, later: no HOURGLASS_DATA_DIR',
    'cifar100, numpy, archive: no HOURGLASS_DATA_DIR',
    'cifar100, numpy, unpacked: no HOURGLASS_DATA_DIR',
  ]);
});

test('a peer that ends in other pixels is a fault, and one that fails is an error', async () => {
  const loaded = { importSeconds: 1, seconds: 1, beforeBytes: 1, peakBytes: 2, rawBytes: 1, counts: [1, 1] };
  const answer = JSON.stringify({ ...loaded, pixelsSha256: 'other' });
  const versions = `case "$2" in check) echo '{"numpy":"0"}'; exit;; esac`;
  const other = await benchWith(
    { HOURGLASS_PYTHON: pythonThat(folder, 'other', `${versions}\necho '${answer}'`) },
    ...['run', 'load', '--tiny', '--json'],
  );
  expect(other.code).toBe(1);
  expect(other.stderr).toContain("hourglass-bench: 'mnist, numpy' loads other pixels than 'mnist'\n");

  const broken = await benchWith(
    { HOURGLASS_PYTHON: pythonThat(folder, 'broken', `${versions}\necho 'MemoryError' >&2; exit 1`) },
    ...['run', 'load', '--tiny', '--json'],
  );
  expect([broken.code, broken.stdout]).toEqual([1, '']);
  expect(broken.stderr).toMatch(/^hourglass-bench: 'mnist, numpy' failed: MemoryError\n/m);
});

test('a data folder: one that is none is an error, one without CIFAR-100 is a word in the table', async () => {
  const none = await bench('run', 'load', '--tiny', '--data', '/nowhere/at/all');
  expect([none.code, none.stdout]).toEqual([1, '']);
  expect(none.stderr).toContain('/nowhere/at/all');
  const without = await bench('run', 'load', '--tiny', '--data', folder);
  expect(without.code).toBe(0);
  expect(without.stdout).toMatch(/^cifar100, later +not in the data folder /m);
});

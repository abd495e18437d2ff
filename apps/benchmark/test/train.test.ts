import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import { differenceOf, referenceOf } from '../src/suites/train/faults.ts';
import type { TrainRow } from '../src/suites/train/row.ts';
import { bench, benchWith } from './helpers/bench.ts';
import { pythonThat } from './helpers/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'hourglass-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

const patience = { timeout: 600_000 };
const tiny = ['run', 'train', '--tiny', '--json', '--only'];

function check(python: string): Record<string, string> {
  try {
    return JSON.parse(execFileSync(python, ['peers/train.py', 'check'], { encoding: 'utf8' }));
  } catch {
    return {};
  }
}
const python = process.env.HOURGLASS_PYTHON || 'python3';
const versions = check(python);

test(
  'train, tiny: all of npm does the same work, and Python that is not here says so',
  patience,
  async () => {
    const nothing = pythonThat(folder, 'nothing', 'exit 1');
    const { code, stdout, stderr } = await benchWith(
      { HOURGLASS_PYTHON: nothing },
      ...[...tiny, '784-64,batchnorm,encode-mnist-1'],
    );
    expect(code, stderr).toBe(0);
    const { rows, dataset, config } = JSON.parse(stdout) as RawResult<TrainRow>;
    expect(dataset).toMatchObject({ name: 'mnist + cifar100-mini', trainCount: 512, testCount: 0 });
    expect(config).toMatchObject({ python: {}, only: ['784-64', 'batchnorm', 'encode-mnist-1'] });
    const skipped = rows.flatMap((row) => (row.skipped ? [`${row.name}: ${row.skipped}`] : []));
    const expected = [
      '784-64, torch: not installed: torch',
      '784-64, keras: not installed: keras, tensorflow',
      'batchnorm, tfjs: seconds a step in plain JavaScript',
      'batchnorm, torch: not installed: torch',
      'batchnorm, jax-js: dense nets only',
      'encode-mnist-1, torch: not installed: torch',
    ];
    expect(skipped).toEqual(expect.arrayContaining(expected));
    const measured = rows.filter((row) => row.skipped === undefined);
    const names = measured.map(({ name }) => name);
    for (const contender of ['native', 'wasm', 'tfjs', 'trainer', 'trainer-cosine', 'jax-js', 'tfjs-wasm']) {
      expect(names).toContain(`784-64, ${contender}`);
    }
    expect(names).toEqual(expect.arrayContaining(['batchnorm, wasm', 'encode-mnist-1, native']));
    for (const row of measured) {
      if (row.proof && referenceOf(row, rows) !== row)
        expect(differenceOf(row, rows)).toMatchObject({ agrees: true });
      expect(row.rounds).toHaveLength(2);
      expect(row.memoryBytes).toBeGreaterThan(2 ** 20);
    }
    const trained = rows.find(({ name }) => name === '784-64, native')!.proof!;
    expect(trained.loss).toBeLessThan(0.65); // it learns: ln 2 is where it starts
    for (const moved of trained.moved!) expect(moved).toBeGreaterThan(0.001);
  },
);

test.skipIf(!versions.torch)('PyTorch does the same work as the native engine', patience, async () => {
  const exercises = '784-64,study-mnist,study-cifar100,batchnorm,encode-mnist,encode-cifar100-1';
  const { code, stdout, stderr } = await benchWith(
    { HOURGLASS_PYTHON: python },
    ...[...tiny, `${exercises},native,torch`],
  );
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as RawResult<TrainRow>;
  expect(rows).toHaveLength(12);
  for (const row of rows.filter(({ contender }) => contender === 'native')) {
    expect(differenceOf(row, rows), row.name).toMatchObject({ agrees: true });
  }
});

test.skipIf(!versions.keras || !versions.tensorflow)('Keras does the same work', patience, async () => {
  const { code, stdout, stderr } = await benchWith(
    { HOURGLASS_PYTHON: python },
    ...[...tiny, '784-64,study-mnist,native,keras'],
  );
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as RawResult<TrainRow>;
  for (const row of rows.filter(({ contender }) => contender === 'keras')) {
    expect(differenceOf(row, rows), row.name).toMatchObject({ agrees: true });
  }
});

test('a peer that does other work is a fault, and so is one that breaks', patience, async () => {
  const usage = '"peakBytes":1,"cpuSeconds":1,"cpuSecondsBefore":1';
  const versions = `case "$2" in check) echo '{"torch":"0"}'; exit;; esac`;
  const proof = `{"proof":{"loss":0.5,"moved":[1,1,1,1]},${usage}}`;
  const idle = `while read line; do case "$line" in *prove*) echo '${proof}';; *) echo '{"seconds":1,${usage}}';; esac; done`;
  const other = await benchWith(
    { HOURGLASS_PYTHON: pythonThat(folder, 'other', `${versions}\necho '{"threads":1}'\n${idle}`) },
    ...[...tiny, '784-64,native,torch'],
  );
  expect(other.code).toBe(1);
  expect(other.stderr).toContain(
    "hourglass-bench: '784-64, native' does other work than '784-64, torch': loss",
  );

  const broken = await benchWith(
    { HOURGLASS_PYTHON: pythonThat(folder, 'broken', `${versions}\necho 'MemoryError' >&2; exit 1`) },
    ...[...tiny, '784-64,native,torch'],
  );
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain("hourglass-bench: '784-64, torch' failed: MemoryError\n");
});

test('--only: a word that names nothing lists what there is', async () => {
  const { code, stdout, stderr } = await bench('run', 'train', '--tiny', '--only', 'study-mnist,pytorch');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain("--only 'pytorch' is nothing of suite 'train'. Known: 784-64, 3072-512, ");
  expect(stderr).toContain('native, wasm, ');
});

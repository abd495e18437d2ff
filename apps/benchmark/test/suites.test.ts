import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineNames } from '@hourglass/engine/names';
import { expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import type { MnistRow } from '../src/suites/mnist/row.ts';
import type { ReconstructRow, ReconstructRun } from '../src/suites/reconstruct/row.ts';
import type { TrainRow } from '../src/suites/train/row.ts';
import { ownVersion } from '../src/version.ts';
import { bench } from './helpers/bench.ts';

/** What every raw result says of its origin. */
const origin = {
  format: 'hourglass-bench/1',
  mode: 'tiny',
  startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  seconds: expect.any(Number),
  versions: {
    hourglass: ownVersion(),
    node: process.versions.node,
    'onnxruntime-node': expect.stringMatching(/^\d+\.\d+\.\d+/),
    '@tensorflow/tfjs-core': expect.stringMatching(/^\d+\.\d+\.\d+/),
    '@tensorflow/tfjs-backend-wasm': expect.stringMatching(/^\d+\.\d+\.\d+/),
  },
  machine: {
    cpu: expect.stringMatching(/./),
    cores: expect.any(Number),
    idleCores: expect.any(Number),
    memoryBytes: expect.any(Number),
    platform: expect.stringContaining(process.platform),
  },
};

test('mnist, tiny, as JSON: one document and nothing else', async () => {
  const { code, stdout, stderr } = await bench('run', 'mnist', '--tiny', '--json');
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('mnist: epoch 1 of 1: test BCE ');
  const result = JSON.parse(stdout) as RawResult<MnistRow>;
  expect(result).toMatchObject({ ...origin, suite: 'mnist' });
  expect(result.dataset).toEqual({
    name: 'mnist',
    trainCount: 1280,
    testCount: 100,
    sha256: '29ae92956a886c39cdda0e3a27fd0807630263671b897dcf7d2dd96b17570c44',
  });
  expect(result.config).toMatchObject({ train: { preset: 'mnist-64', epochs: 1 }, search: { items: 500 } });

  const [raw, pca, autoencoder] = result.rows;
  expect(result.rows.map(({ name }) => name)).toEqual(['raw', 'pca-64', 'autoencoder']);
  expect(raw).toMatchObject({ codeSize: 784, bce: raw!.bceFloor, mse: 0 });
  expect(pca!.searches.map(({ measure }) => measure)).toEqual(['cosine', 'l2']);
  expect(autoencoder).toMatchObject({ codeSize: 64, training: { images: 1280 } });
  for (const { bce, bceFloor, encode, searches } of result.rows) {
    expect(bce).toBeGreaterThanOrEqual(bceFloor);
    expect(encode.seconds[0]).toBeGreaterThan(0);
    for (const search of searches) {
      expect(search).toMatchObject({ items: 500, queries: 50, knn: { k: 10 } });
      expect(search.precisionAt10).toBeGreaterThan(0.15); // guessing is 0.1
    }
  }
});

test('reconstruct-cifar100, tiny: the residual net is not worse than PCA', async () => {
  const { code, stdout, stderr } = await bench('run', 'reconstruct-cifar100', '--tiny', '--json');
  expect(code, stderr).toBe(0);
  const result = JSON.parse(stdout) as RawResult<ReconstructRow>;
  expect(result).toMatchObject({ ...origin, suite: 'reconstruct-cifar100', dataset: { testCount: 64 } });
  const figures = new Map(result.rows.map(({ name, runs }) => [name, runs]));
  expect([...figures.keys()]).toEqual(['raw', 'pca-32', 'linear', 'cifar100-512']);
  expect(figures.get('raw')![0]).toMatchObject({ mse: 0, bce: result.rows[0]!.bceFloor });
  expect(figures.get('raw')![0]!.ssim).toBeCloseTo(1, 5);
  const [[pca], [ours]] = [figures.get('pca-32')!, figures.get('cifar100-512')!] as [
    ReconstructRun[],
    ReconstructRun[],
  ];
  expect(ours!.mse).toBeLessThan(pca!.mse * 1.001);
  expect(ours!.training).toMatchObject({ seed: 1, epochs: 1 });
  for (const { kept, ssim } of [...figures.values()].flat()) {
    expect(kept.map(({ labels }) => labels).sort()).toEqual(['coarse', 'fine']);
    expect(Math.abs(ssim)).toBeLessThanOrEqual(1.000001);
  }
});

test('engines, tiny: all engines do the same work as TensorFlow.js itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hourglass-bench-'));
  try {
    const out = join(folder, 'engines.ndjson');
    const { code, stdout, stderr } = await bench('run', 'engines', '--tiny', '--json', '--out', out);
    expect(stderr).toContain('engines: 784-64, native: starting');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const result = JSON.parse(await readFile(out, 'utf8')) as RawResult<TrainRow>;
    expect(result).toMatchObject({ ...origin, suite: 'engines' });
    expect(result.rows.map(({ contender }) => contender)).toEqual([...engineNames, 'tfjs-wasm']);
    const measured = result.rows.filter(({ skipped }) => skipped === undefined);
    expect(measured.map(({ contender }) => contender)).toEqual(
      expect.arrayContaining(['native', 'wasm', 'tfjs', 'tfjs-wasm']),
    );
    const reference = measured.find(({ contender }) => contender === 'tfjs')!.proof!.loss!;
    for (const { proof, rounds, memoryBytes } of measured) {
      expect(Math.abs(proof!.loss! / reference - 1)).toBeLessThan(1e-4);
      expect(rounds).toHaveLength(2);
      expect(memoryBytes).toBeGreaterThan(2 ** 20);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

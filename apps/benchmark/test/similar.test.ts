import { expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import type { SimilarRow } from '../src/suites/similar/row.ts';
import { bench } from './helpers/bench.ts';

async function tinyRun(suite: string): Promise<Map<string, SimilarRow>> {
  const { code, stdout, stderr } = await bench('run', suite, '--tiny', '--json');
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as RawResult<SimilarRow>;
  return new Map(rows.map((row) => [row.name, row]));
}

const withSteps = (name: string) => [
  name,
  ...['average-items', 'expand-queries', 'k-reciprocal'].map((step) => `${name}, ${step}`),
];

test('similar-mnist, tiny: a row for each code and measure, and for each step upon some', async () => {
  const rows = await tinyRun('similar-mnist');
  expect([...rows.keys()]).toEqual([
    ...['raw bce', 'raw cosine', 'raw l2', 'pca-16 cosine', 'pca-16 l2'],
    ...[...withSteps('pca-64 cosine'), 'pca-64 l2'],
    ...['study-mnist bce', 'study-mnist cosine', 'mnist-64 bce'],
    ...[...withSteps('mnist-64 cosine'), 'mnist-meaning bce', 'mnist-meaning cosine'],
    ...withSteps('dictionary-64 cosine'),
  ]);
  for (const { figures, reranking, items, queries, onceSeconds } of rows.values()) {
    const { precisionAt10, precisionInterval, knnAccuracy, mapAtR } = figures.fine!;
    expect([items, queries]).toEqual([1280, 100]);
    expect(precisionInterval[0]).toBeLessThanOrEqual(precisionAt10);
    expect(precisionInterval[1]).toBeGreaterThanOrEqual(precisionAt10);
    expect(precisionAt10).toBeGreaterThan(0.15); // guessing is 0.1
    expect(knnAccuracy).toBeGreaterThan(0.15);
    expect(mapAtR === undefined).toBe(reranking !== undefined);
    expect(onceSeconds).toBeGreaterThan(0);
  }
  const precision = (name: string) => rows.get(name)!.figures.fine!.precisionAt10;
  // With so few pictures a step may gain or lose; it must not be without effect, nor do harm to good codes.
  for (const [, ...steps] of [withSteps('pca-64 cosine'), withSteps('dictionary-64 cosine')]) {
    for (const step of steps) {
      const plain = rows.get(step)!.reranking!.of;
      expect(rows.get(step)!.figures).not.toEqual(rows.get(plain)!.figures);
      expect(precision(step)).toBeGreaterThan(precision(plain) - 0.05);
    }
  }
}, 240_000);

test('similar-cifar100, tiny: fine and coarse labels; codes beyond 0..1 are mapped for BCE', async () => {
  const rows = await tinyRun('similar-cifar100');
  expect(rows.get('cifar100-512 bce (min-max)')).toMatchObject({ measure: 'bce', mapping: 'min-max' });
  expect(rows.get('cifar100-512 cosine, k-reciprocal')).toMatchObject({
    reranking: { step: 'k-reciprocal', of: 'cifar100-512 cosine' },
  });
  for (const { figures, k, reranking } of rows.values()) {
    expect(k).toBe(20);
    const { precisionAt10, cleanPrecisionAt10 } = figures.fine!;
    // A leak finds its twin, so without the leaks there is less to be found, but not much.
    if (reranking) expect(cleanPrecisionAt10).toBeUndefined();
    else expect(Math.abs(cleanPrecisionAt10! - precisionAt10)).toBeLessThan(0.05);
    expect(Object.keys(figures)).toEqual(['fine', 'coarse']);
    expect(figures.coarse!.precisionAt10).toBeGreaterThanOrEqual(figures.fine!.precisionAt10);
  }
}, 240_000);

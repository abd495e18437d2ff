import { expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import type { MeaningRow } from '../src/suites/meaning/row.ts';
import { bench } from './helpers/bench.ts';

async function tinyRun(suite: string): Promise<Map<string, MeaningRow>> {
  const { code, stdout, stderr } = await bench('run', suite, '--tiny', '--json');
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as RawResult<MeaningRow>;
  return new Map(rows.map((row) => [row.name, row]));
}

test('meaning-mnist, tiny: the dictionary finds moved digits, raw pixels do not', async () => {
  const rows = await tinyRun('meaning-mnist');
  expect([...rows.keys()]).toEqual([
    ...['raw bce', 'raw cosine', 'raw l2', 'pca-64 cosine', 'dictionary-64 cosine'],
    ...['mnist-meaning bce', 'mnist-meaning cosine'],
  ]);
  const [raw] = rows.get('raw cosine')!.fits;
  const [dictionary] = rows.get('dictionary-64 cosine')!.fits;
  expect(raw!.moved!.precisionAt10).toBeLessThan(raw!.precisionAt10.fine! - 0.2);
  expect(dictionary!.moved!.precisionAt10).toBeGreaterThan(raw!.precisionAt10.fine!);
  expect(dictionary!.encode.images).toBe(600);
  const [net] = rows.get('mnist-meaning cosine')!.fits;
  expect(net!.moved!.precisionAt10).toBeGreaterThan(net!.precisionAt10.fine! - 0.1);
  expect(net!.moved!.precisionAt10).toBeGreaterThan(raw!.moved!.precisionAt10);
  expect(net!.rebuilt!.excessBce).toBeGreaterThan(0);
  expect(rows.get('pca-64 cosine')!.fits[0]!.rebuilt!.mse).toBeGreaterThan(0);
  expect(dictionary!.rebuilt).toBeUndefined();
}, 240_000);

test('meaning-cifar100, tiny: fine and coarse labels, flowers apart', async () => {
  const rows = await tinyRun('meaning-cifar100');
  expect(rows.has('dictionaries-512 cosine')).toBe(true);
  // Nothing is nearer in the colour of its border than what is found by that alone.
  expect(rows.get('border l2')!.fits[0]!.border).toBeGreaterThan(0.4);
  for (const { fits, k } of rows.values()) {
    expect(k).toBe(20);
    for (const { precisionAt10, knnAccuracy, moved, border } of fits) {
      expect(border).toBeLessThanOrEqual(rows.get('border l2')!.fits[0]!.border!);
      expect(Object.keys(precisionAt10)).toEqual(['fine', 'coarse']);
      expect(precisionAt10.coarse).toBeGreaterThanOrEqual(precisionAt10.fine!);
      expect(knnAccuracy.fine).toBeGreaterThanOrEqual(0);
      expect(moved).toBeUndefined();
    }
  }
}, 240_000);

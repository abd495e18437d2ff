import type { ImageSet } from '@hourglass/datasets';
import { expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import { applyChange } from '../src/suites/shift/apply-change.ts';
import { changes, conditions } from '../src/suites/shift/changes.ts';
import type { ShiftRow } from '../src/suites/shift/row.ts';
import { bench } from './helpers/bench.ts';

test('shift, tiny: pixels lose moved digits; centring, least distance and the dictionary find them', async () => {
  const { code, stdout, stderr } = await bench('run', 'shift', '--tiny', '--json');
  expect(code, stderr).toBe(0);
  const { rows } = JSON.parse(stdout) as RawResult<ShiftRow>;
  expect(rows.map(({ name }) => name)).toEqual([
    ...['raw bce', 'raw bce, least', 'raw cosine', 'raw cosine, least'],
    ...['raw bce, centred', 'raw cosine, centred'],
    ...['pca-64 cosine', 'pca-64 cosine, least', 'pca-64 cosine, centred'],
    ...['mnist-64 bce', 'mnist-64 bce, least', 'mnist-64 cosine', 'mnist-64 cosine, least'],
    ...['mnist-64 bce, centred', 'mnist-64 cosine, centred', 'mnist-meaning cosine', 'dictionary-64 cosine'],
  ]);
  for (const { found } of rows) {
    expect(found.map(({ change, amount }) => [change, amount])).toEqual(
      conditions.map(({ change, amount }) => [change, amount]),
    );
  }
  const precision = (name: string, pixels: number) =>
    rows
      .find((row) => row.name === name)!
      .found.find(({ change, amount }) => change === 'shift' && amount === pixels)!.precisionAt10;
  expect(precision('raw cosine', 4)).toBeLessThan(precision('raw cosine', 0) - 0.2);
  expect(precision('raw cosine, least', 1)).toBeGreaterThan(precision('raw cosine', 1));
  expect(precision('raw cosine, centred', 4)).toBeGreaterThan(precision('raw cosine', 4) + 0.2);
  expect(precision('dictionary-64 cosine', 4)).toBeGreaterThan(precision('raw cosine', 0));
}, 240_000);

test('every change changes every picture, the same each time, and the most by the largest amount', () => {
  const [height, width] = [28, 28];
  const pixels = Uint8Array.from({ length: 3 * height * width }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width) % height];
    return x > 8 && x < 18 && y > 6 && y < 20 ? (x * 31 + y * 17) % 256 : 0;
  });
  const ids = Uint32Array.of(5, 6, 7);
  const images: ImageSet = {
    name: 'bars',
    split: 'test',
    shape: [height, width, 1],
    count: 3,
    pixels,
    labels: {},
    ids,
  };
  for (const [name, { amounts }] of Object.entries(changes)) {
    const apply = applyChange[name as keyof typeof changes];
    for (const amount of amounts) {
      const once = apply(images, amount).pixels;
      expect(apply(images, amount).pixels).toEqual(once);
      for (let row = 0; row < 3; row++) {
        const [start, end] = [row * height * width, (row + 1) * height * width];
        expect(once.subarray(start, end)).not.toEqual(pixels.subarray(start, end));
      }
    }
  }
});

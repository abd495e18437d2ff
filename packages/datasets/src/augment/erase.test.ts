import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anySeed } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { erase } from './erase.ts';

test('fills one rectangle inside the picture, no larger than was asked for', () => {
  fc.assert(
    fc.property(
      anySeed,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (id, height, width) => {
        const pixels = new Uint8Array(height * width * 3).fill(200);
        const erased = augment(pixels, [height, width, 3], [erase({ maxSide: 0.5, fill: 9 })], { id });
        const places = [...erased.keys()].filter((i) => erased[i] !== 200);
        const rows = new Set(places.map((i) => Math.floor(i / 3 / width)));
        const columns = new Set(places.map((i) => Math.floor(i / 3) % width));
        expect(places.every((i) => erased[i] === 9)).toBe(true);
        expect(places.length).toBe(rows.size * columns.size * 3);
        expect(rows.size).toBeLessThanOrEqual(height / 2);
        expect(columns.size).toBeLessThanOrEqual(width / 2);
        for (const set of [rows, columns])
          expect(Math.max(...set) - Math.min(...set) + 1 === set.size || set.size === 0).toBe(true);
      },
    ),
  );
});

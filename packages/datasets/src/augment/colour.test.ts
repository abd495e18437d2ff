import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, written } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { brighten } from './brightness.ts';
import { colour, recolour } from './colour.ts';

const same = { brightness: 1, contrast: 1, saturation: 1 };
const factor = fc.double({ min: 0, max: 2, noNaN: true });

test('brightness alone equals the augmentation of that name', () => {
  fc.assert(
    fc.property(anyPicture, factor, ({ pixels, shape }, brightness) => {
      const tint = Array.from({ length: shape[2] }, () => 1);
      const changed = written(pixels.length, (to) =>
        recolour(pixels, to, shape, { ...same, brightness, tint }),
      );
      const expected = written(pixels.length, (to) => brighten(pixels, to, brightness));
      // Sums in another order may round the other way.
      for (const [i, value] of expected.entries())
        expect(Math.abs(changed[i]! - value)).toBeLessThanOrEqual(1);
    }),
  );
});

test('without contrast every value is the mean, without saturation every pixel is grey', () => {
  const pixels = Uint8Array.from([10, 20, 30, 100, 110, 120]);
  const by = { ...same, tint: [1, 1, 1] };
  expect([...written(6, (to) => recolour(pixels, to, [1, 2, 3], { ...by, contrast: 0 }))]).toEqual(
    Array.from({ length: 6 }, () => 65),
  );
  expect([...written(6, (to) => recolour(pixels, to, [1, 2, 3], { ...by, saturation: 0 }))]).toEqual([
    20, 20, 20, 110, 110, 110,
  ]);
});

test('a tint multiplies each channel by its own factor, and cuts at 255', () => {
  const pixels = Uint8Array.from([100, 100, 200]);
  const changed = written(3, (to) => recolour(pixels, to, [1, 1, 3], { ...same, tint: [0.5, 1, 1.5] }));
  expect([...changed]).toEqual([50, 100, 255]);
});

test('stays within the range that was asked for, and depends on seed and id alone', () => {
  const grey = Uint8Array.from([100, 100, 100]);
  const step = [colour({ brightness: 0.2 })];
  const values = Array.from({ length: 500 }, (_, id) => augment(grey, [1, 1, 3], step, { id })[0]!);
  expect([Math.min(...values), Math.max(...values)]).toEqual([80, 120]);
  expect(augment(grey, [1, 1, 3], step, { id: 3 })[0]).toBe(values[3]);
  expect(() => colour({ tint: 2 })).toThrow('tint of colour');
});

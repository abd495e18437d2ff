import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heated } from './heat.ts';

const map = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([height, width]) =>
    fc.record({
      shape: fc.constant([height, width] as const),
      values: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
        minLength: height * width,
        maxLength: height * width,
      }),
    }),
  );

test('what speaks more for a match is warmer, whatever the unit of the map', () => {
  fc.assert(
    fc.property(map, ({ shape, values }) => {
      const side = 12;
      const grey = { pixels: new Uint8Array(side * side).fill(100), shape: [side, side, 1] as const };
      const { pixels: hot } = heated(grey, Float32Array.from(values), shape);
      const placeOf = (pixel: number) =>
        Math.floor((Math.floor(pixel / side) * shape[0]) / side) * shape[1] +
        Math.floor(((pixel % side) * shape[1]) / side);
      for (let a = 0; a < side * side; a += 5) {
        for (let b = 0; b < side * side; b += 7) {
          if (values[placeOf(a)]! > values[placeOf(b)]!)
            expect(hot[3 * a]!).toBeGreaterThanOrEqual(hot[3 * b]!);
        }
      }
    }),
  );
});

test('a map of one value is of one colour, and the picture shows through', () => {
  const pixels = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => (i < 24 ? 0 : 255));
  const { pixels: hot } = heated({ pixels, shape: [4, 4, 3] }, new Float32Array(16), [4, 4]);
  expect(new Set(Array.from({ length: 8 }, (_, i) => hot.slice(3 * i, 3 * i + 3).join())).size).toBe(1);
  expect(hot[47]!).toBeGreaterThan(hot[0]!);
});

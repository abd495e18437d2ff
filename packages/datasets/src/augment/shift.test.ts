import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, drawn, pixelAt, written } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { move, shift } from './shift.ts';

test('equals a loop over pixels, filled from outside', () => {
  const step = fc.integer({ min: -9, max: 9 });
  fc.assert(
    fc.property(anyPicture, step, step, fc.nat(255), (picture, right, down, fill) => {
      const { shape, pixels } = picture;
      expect(written(pixels.length, (to) => move(pixels, to, shape, right, down, fill))).toEqual(
        drawn(shape, (y, x, channel) => pixelAt(picture, y - down, x - right, channel, fill)),
      );
    }),
    { numRuns: 1000 },
  );
});

test('goes everywhere equally often', () => {
  const dot = new Uint8Array(25);
  dot[12] = 1;
  const seen = new Array<number>(25).fill(0);
  for (let id = 0; id < 5000; id++) seen[augment(dot, [5, 5, 1], [shift({ max: 2 })], { id }).indexOf(1)]!++;
  // Each place 200 times; standard deviation is 14. Five of them.
  for (const times of seen) expect(Math.abs(times - 200)).toBeLessThan(70);
});

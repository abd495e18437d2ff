import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, drawn, pixelAt } from '../../test/arbitrary-picture.ts';
import { failure } from '../../test/helpers.ts';
import { augment } from './augment.ts';
import { centre } from './centre.ts';

const MARGIN = 8;

test('wherever a picture was moved to, it comes out the same, with its mass in the middle', () => {
  const anyShift = fc.integer({ min: -4, max: 4 });
  fc.assert(
    fc.property(anyPicture, anyShift, anyShift, (picture, right, down) => {
      fc.pre(picture.pixels.some((value) => value > 0));
      const [height, width, channels] = picture.shape;
      const shape = [height + 2 * MARGIN, width + 2 * MARGIN, channels] as const;
      const at = (x: number, y: number) =>
        drawn(shape, (row, column, channel) =>
          pixelAt(picture, row - MARGIN - y, column - MARGIN - x, channel),
        );
      const centred = augment(at(right, down), shape, [centre()], { id: 0 });
      const still = augment(at(0, 0), shape, [centre()], { id: 1 });
      // A half may be rounded either way.
      for (const [i, value] of centred.entries()) expect(Math.abs(value - still[i]!)).toBeLessThanOrEqual(1);
      const place = { x: 0, y: 0, mass: 0 };
      for (const [i, value] of centred.entries()) {
        const pixel = Math.floor(i / channels);
        place.mass += value;
        place.x += value * ((pixel % shape[1]) - (shape[1] - 1) / 2);
        place.y += value * (Math.floor(pixel / shape[1]) - (shape[0] - 1) / 2);
      }
      // Values are rounded, so where all are dim the middle is not met to the last digit.
      const slack = 0.02 + (0.5 * centred.filter((value) => value > 0).length * 8) / place.mass;
      expect(Math.abs(place.x / place.mass)).toBeLessThan(slack);
      expect(Math.abs(place.y / place.mass)).toBeLessThan(slack);
    }),
  );
});

test('black stays black, and a fill must be a byte', async () => {
  expect(augment(new Uint8Array(12), [3, 4, 1], [centre()], { id: 0 })).toEqual(new Uint8Array(12));
  await failure('INPUT_INVALID', () => centre({ fill: 256 }));
});

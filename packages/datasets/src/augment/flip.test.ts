import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, drawn, pixelAt, written } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { flip, mirror } from './flip.ts';

const directions = fc.constantFrom('left-right', 'up-down');

test('equals a loop over pixels', () => {
  fc.assert(
    fc.property(anyPicture, (picture) => {
      const { shape, pixels } = picture;
      const [height, width] = shape;
      expect(written(pixels.length, (to) => mirror(pixels, to, shape, 'left-right'))).toEqual(
        drawn(shape, (y, x, channel) => pixelAt(picture, y, width - 1 - x, channel)),
      );
      expect(written(pixels.length, (to) => mirror(pixels, to, shape, 'up-down'))).toEqual(
        drawn(shape, (y, x, channel) => pixelAt(picture, height - 1 - y, x, channel)),
      );
    }),
  );
});

test('twice is not at all', () => {
  fc.assert(
    fc.property(anyPicture, directions, ({ shape, pixels }, direction) => {
      const always = flip({ probability: 1, direction });
      expect(augment(pixels, shape, [always, always], { id: 0 })).toEqual(pixels);
    }),
  );
});

test('comes as often as is asked for', () => {
  let flipped = 0;
  for (let id = 0; id < 4000; id++) {
    flipped += augment(Uint8Array.from([0, 1]), [1, 2, 1], [flip({ probability: 0.25 })], { id })[0]!;
  }
  // Standard deviation is 27; five of them.
  expect(Math.abs(flipped - 1000)).toBeLessThan(137);
});

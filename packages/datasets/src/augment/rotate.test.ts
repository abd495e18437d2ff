import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, drawn, pixelAt, written } from '../../test/arbitrary-picture.ts';
import { turn } from './rotate.ts';

test('half a turn moves every pixel to the opposite place', () => {
  fc.assert(
    fc.property(anyPicture, (picture) => {
      const { shape, pixels } = picture;
      const [height, width] = shape;
      expect(written(pixels.length, (to) => turn(pixels, to, shape, 180, 0))).toEqual(
        drawn(shape, (y, x, channel) => pixelAt(picture, height - 1 - y, width - 1 - x, channel)),
      );
    }),
  );
});

test('a quarter of a turn is clockwise', () => {
  // 1 2    3 1
  // 3 4    4 2
  expect([...written(4, (to) => turn(Uint8Array.from([1, 2, 3, 4]), to, [2, 2, 1], 90, 0))]).toEqual([
    3, 1, 4, 2,
  ]);
});

test('what comes in from outside is the fill, black by default', () => {
  const corners = (fill: number) => {
    const turned = written(81, (to) => turn(new Uint8Array(81).fill(255), to, [9, 9, 1], 45, fill));
    return [turned[0], turned[8], turned[72], turned[80], turned[40]];
  };
  expect(corners(0)).toEqual([0, 0, 0, 0, 255]);
  expect(corners(100)).toEqual([100, 100, 100, 100, 255]);
});

test('there and back again is nearly the same inside', () => {
  const smooth = drawn([32, 32, 1], (y, x) => 127 + 60 * Math.sin(x / 6) + 60 * Math.cos(y / 6));
  const there = written(1024, (to) => turn(smooth, to, [32, 32, 1], 20, 0));
  const back = written(1024, (to) => turn(there, to, [32, 32, 1], -20, 0));
  for (let y = 10; y < 22; y++) {
    for (let x = 10; x < 22; x++) expect(Math.abs(back[y * 32 + x]! - smooth[y * 32 + x]!)).toBeLessThan(4);
  }
});

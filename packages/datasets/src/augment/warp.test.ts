import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, drawn, type Picture, pixelAt, written } from '../../test/arbitrary-picture.ts';
import { type Warp, warp } from './warp.ts';

const share = fc.double({ min: -2, max: 2, noNaN: true });
const anyWarp: fc.Arbitrary<Warp> = fc.record({
  xx: share,
  xy: share,
  x0: share,
  yx: share,
  yy: share,
  y0: share,
});

/** Bilinear interpolation as in the textbook: four values, weighted by the areas opposite. */
function mixed(valueAt: (y: number, x: number) => number, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [down, right] = [y - top, x - left];
  return (
    valueAt(top, left) * (1 - down) * (1 - right) +
    valueAt(top, left + 1) * (1 - down) * right +
    valueAt(top + 1, left) * down * (1 - right) +
    valueAt(top + 1, left + 1) * down * right
  );
}

function reference(picture: Picture, by: Warp, fill: number | 'edge'): Uint8Array {
  const [height, width] = picture.shape;
  const inside = (value: number, size: number) => Math.min(Math.max(value, 0), size - 1);
  return drawn(picture.shape, (y, x, channel) => {
    const [sourceX, sourceY] = [by.xx * x + by.xy * y + by.x0, by.yx * x + by.yy * y + by.y0];
    const value =
      fill === 'edge'
        ? mixed((v, u) => pixelAt(picture, inside(v, height), inside(u, width), channel), sourceY, sourceX)
        : mixed((v, u) => pixelAt(picture, v, u, channel, fill), sourceY, sourceX);
    return Math.round(value);
  });
}

test('equals textbook interpolation, filled from outside or from the edge', () => {
  const fills = fc.oneof(fc.nat(255), fc.constant('edge' as const));
  fc.assert(
    fc.property(anyPicture, anyWarp, fills, (picture, by, fill) => {
      const { shape, pixels } = picture;
      const warped = written(pixels.length, (to) => warp(pixels, to, shape, by, fill));
      // Sums in another order may round the other way.
      for (const [i, value] of reference(picture, by, fill).entries()) {
        expect(Math.abs(warped[i]! - value)).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 2000 },
  );
});

test('at whole places every bit is kept', () => {
  fc.assert(
    fc.property(anyPicture, fc.integer({ min: -9, max: 9 }), (picture, right) => {
      const { shape, pixels } = picture;
      const by = { xx: 1, xy: 0, x0: -right, yx: 0, yy: 1, y0: 0 };
      expect(written(pixels.length, (to) => warp(pixels, to, shape, by, 0))).toEqual(
        drawn(shape, (y, x, channel) => pixelAt(picture, y, x - right, channel)),
      );
    }),
  );
});

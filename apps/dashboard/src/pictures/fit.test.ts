import { describe, expect, test } from 'vitest';
import { blankBorder, fitPicture } from './fit.ts';

const shape = [8, 8, 1] as const;

function dotAt(y: number, x: number): Uint8Array {
  const pixels = new Uint8Array(64);
  pixels[y * 8 + x] = 255;
  return pixels;
}

describe('blankBorder', () => {
  test('keeps one blank pixel around what is drawn, and takes at most a seventh', () => {
    const big = [28, 28, 1] as const;
    const pixels = new Uint8Array(784);
    pixels[28 * 14 + 14] = 1;
    expect(blankBorder([pixels], big)).toBe(3);
    pixels[28 * 2 + 14] = 1;
    expect(blankBorder([pixels], big)).toBe(1);
    pixels[28 * 14 + 27] = 1;
    expect(blankBorder([pixels], big)).toBe(0);
  });

  test('is the same for all pictures', () => {
    expect(blankBorder([new Uint8Array(64), dotAt(0, 3)], shape)).toBe(0);
  });
});

describe('fitPicture', () => {
  test('changes nothing at its own size', () => {
    expect(fitPicture(dotAt(2, 5), shape, 0, 8)).toEqual(dotAt(2, 5));
  });

  test('takes means of boxes', () => {
    const small = fitPicture(dotAt(2, 5), shape, 0, 4);
    expect(small[1 * 4 + 2]).toBe(64);
    expect(small.reduce((sum, value) => sum + value)).toBe(64);
  });

  test('keeps the mean brightness at sizes that do not divide', () => {
    const pixels = Uint8Array.from({ length: 64 }, (_, place) => (place * 37) % 256);
    const mean = (values: Uint8Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const side of [3, 5, 6, 7, 12]) {
      expect(Math.abs(mean(fitPicture(pixels, shape, 0, side)) - mean(pixels))).toBeLessThan(1);
    }
  });

  test('keeps the proportions of what is not square, in the middle', () => {
    const lines = (pixels: Uint8Array, side: number): string[] =>
      Array.from({ length: side }, (_, y) =>
        Array.from(pixels.subarray(y * side, (y + 1) * side), (value) => (value > 0 ? '#' : '.')).join(''),
      );
    expect(lines(fitPicture(new Uint8Array(18).fill(9), [6, 3, 1], 0, 6), 6)).toEqual(
      Array(6).fill('.###..'),
    );
    const wide = lines(fitPicture(new Uint8Array(32).fill(9), [4, 8, 1], 0, 4), 4);
    expect(wide).toEqual(['....', '####', '####', '....']);
    const thin = lines(fitPicture(new Uint8Array(100).fill(9), [1, 100, 1], 0, 4), 4);
    expect(thin).toEqual(['....', '####', '....', '....']);
  });

  test('keeps colours apart', () => {
    const red = Uint8Array.from({ length: 3 * 16 }, (_, place) => (place % 3 === 0 ? 200 : 10));
    expect(fitPicture(red, [4, 4, 3], 1, 1)).toEqual(Uint8Array.of(200, 10, 10));
  });
});

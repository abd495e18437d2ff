import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture, written } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { brighten, brightness } from './brightness.ts';

test('multiplies, rounds and cuts at 255: no value wraps around', () => {
  fc.assert(
    fc.property(anyPicture, fc.double({ min: 0, max: 2, noNaN: true }), ({ pixels }, factor) => {
      const expected = [...pixels].map((value) => Math.min(255, Math.round(value * factor)));
      expect([...written(pixels.length, (to) => brighten(pixels, to, factor))]).toEqual(expected);
    }),
  );
});

test('black stays black, and grey stays within the range that was asked for', () => {
  const pixels = Uint8Array.from([0, 100]);
  const greys = Array.from({ length: 1000 }, (_, id) => {
    const [black, grey] = augment(pixels, [1, 2, 1], [brightness({ max: 0.2 })], { id });
    expect(black).toBe(0);
    return grey!;
  });
  expect([Math.min(...greys), Math.max(...greys)]).toEqual([80, 120]);
});

import { expect, test } from 'vitest';
import { failure, smallSet } from '../test/helpers.ts';
import { pictureOf, pixelsPerImage } from './image-set.ts';

test('a picture is a view, not a copy', () => {
  const set = smallSet(4);
  const picture = pictureOf(set, 2);
  expect([...picture]).toEqual([2, 254, 253, 252, 251, 250]);
  expect(picture.buffer).toBe(set.pixels.buffer);
});

test('pixelsPerImage counts channels', () => {
  expect(pixelsPerImage({ shape: [32, 32, 3] })).toBe(3072);
});

test.each([-1, 4, 0.5, Number.NaN])('row %s of four is refused', async (row) => {
  const message = await failure('INPUT_INVALID', () => pictureOf(smallSet(4), row));
  expect(message).toBe(`picture of small is ${row}. It must be an integer in 0..3.`);
});

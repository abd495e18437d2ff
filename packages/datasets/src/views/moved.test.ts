import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ImageSet, moved, movedBy, pictureOf } from '../index.ts';

function images(height: number, width: number, channels: number, count = 3): ImageSet {
  const pixels = Uint8Array.from(
    { length: count * height * width * channels },
    (_, i) => 1 + ((i * 37) % 254),
  );
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return { name: 'some', split: 'train', shape: [height, width, channels], count, pixels, labels: {}, ids };
}

const side = fc.integer({ min: 1, max: 7 });
const step = fc.integer({ min: -9, max: 9 });

test('each pixel goes where it is to go, and black comes in', () =>
  fc.assert(
    fc.property(side, side, fc.constantFrom(1, 3), step, step, (height, width, channels, right, down) => {
      const before = images(height, width, channels);
      const after = movedBy(before, () => [right, down]);
      const at = (set: ImageSet, row: number, y: number, x: number, channel: number) =>
        y < 0 || y >= height || x < 0 || x >= width
          ? 0
          : pictureOf(set, row)[(y * width + x) * channels + channel];
      for (let row = 0; row < before.count; row++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            for (let channel = 0; channel < channels; channel++)
              expect(at(after, row, y, x, channel)).toBe(at(before, row, y - down, x - right, channel));
      expect(before).toEqual(images(height, width, channels));
    }),
  ));

test('all are moved by as much, in one of four ways, and always in the same', () => {
  const before = images(9, 9, 1, 40);
  const after = moved(before, 4);
  const ways = [
    [4, 0],
    [-4, 0],
    [0, 4],
    [0, -4],
  ] as const;
  const candidates = ways.map((way) => movedBy(before, () => way));
  const found = Array.from({ length: 40 }, (_, row) =>
    candidates.findIndex(
      (set) => Buffer.compare(Buffer.from(pictureOf(set, row)), Buffer.from(pictureOf(after, row))) === 0,
    ),
  );
  expect(new Set(found)).toEqual(new Set([0, 1, 2, 3]));
  expect(moved(before, 4)).toEqual(after);
});

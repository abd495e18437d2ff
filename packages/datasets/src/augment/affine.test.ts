import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyPicture } from '../../test/arbitrary-picture.ts';
import { affine } from './affine.ts';
import { augment } from './augment.ts';
import { rotate } from './rotate.ts';

const ids = { id: 5, seed: 3 };

test('asked for nothing, every bit is kept', () => {
  fc.assert(
    fc.property(anyPicture, ({ pixels, shape }) => {
      expect(augment(pixels, shape, [affine({})], ids)).toEqual(pixels);
    }),
  );
});

test('moves by at most what was asked for', () => {
  const [height, width] = [9, 9];
  const dot = new Uint8Array(height * width);
  dot[4 * width + 4] = 255;
  for (let id = 0; id < 200; id++) {
    const moved = augment(dot, [height, width, 1], [affine({ maxShift: 2 })], { id });
    const total = moved.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(total - 255)).toBeLessThanOrEqual(4);
    for (const [i, value] of moved.entries()) {
      if (value === 0) continue;
      expect(Math.abs((i % width) - 4)).toBeLessThanOrEqual(2);
      expect(Math.abs(Math.floor(i / width) - 4)).toBeLessThanOrEqual(2);
    }
  }
});

test('turns, scales and slants: a bar changes its direction, its length or its lean', () => {
  const bar = new Uint8Array(15 * 15);
  for (let y = 4; y < 11; y++) bar[y * 15 + 7] = 255;
  const lean = (picture: Uint8Array) => {
    let sum = 0;
    for (const [i, value] of picture.entries()) sum += value * ((i % 15) - 7) * (Math.floor(i / 15) - 7);
    return sum;
  };
  expect(lean(bar)).toBe(0);
  for (const step of [affine({ maxShear: 0.5 }), affine({ maxDegrees: 30 }), rotate({ maxDegrees: 30 })]) {
    const leans = Array.from({ length: 100 }, (_, id) => lean(augment(bar, [15, 15, 1], [step], { id })));
    expect(Math.min(...leans)).toBeLessThan(-1000);
    expect(Math.max(...leans)).toBeGreaterThan(1000);
  }
  const lengths = Array.from({ length: 100 }, (_, id) => {
    const scaled = augment(bar, [15, 15, 1], [affine({ maxScale: 0.4 })], { id });
    return [...Array(15).keys()].filter((y) => scaled[y * 15 + 7]! > 0).length;
  });
  expect(Math.min(...lengths)).toBeLessThan(7);
  expect(Math.max(...lengths)).toBeGreaterThan(7);
});

test('refuses what is out of range', () => {
  expect(() => affine({ maxDegrees: 181 })).toThrow('maxDegrees of affine');
  expect(() => affine({ maxScale: 1 })).toThrow('maxScale of affine');
  expect(() => affine({ fill: 256 })).toThrow('fill of affine');
});

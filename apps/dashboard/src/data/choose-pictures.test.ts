import type { ImageSet } from '@hourglass/datasets';
import { expect, test } from 'vitest';
import { choosePictures } from './choose-pictures.ts';

const names = ['a', 'b', 'c'];
// Nine of a, and one each of b and c.
const values = Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0]);
const set: ImageSet = {
  name: 'few',
  split: 'train',
  shape: [1, 1, 1],
  count: 11,
  pixels: new Uint8Array(11),
  labels: { fine: { names, values } },
  ids: new Uint32Array(11),
};

test('no class comes twice before each has had its turn; classes stand side by side', () => {
  for (let seed = 0; seed < 20; seed++) {
    const chosen = choosePictures(set, { count: 5, seed });
    expect(chosen.map((row) => values[row])).toEqual([0, 0, 0, 1, 2]);
    expect(new Set(chosen).size).toBe(5);
  }
});

test('the seed decides, among the rows that are given', () => {
  const among = Int32Array.from([0, 1, 2, 3]);
  const chosen = choosePictures(set, { count: 3, seed: 5, among });
  expect(choosePictures(set, { count: 3, seed: 5, among })).toEqual(chosen);
  expect(chosen.every((row) => row < 4)).toBe(true);
  expect(choosePictures(set, { count: 99, seed: 5, among })).toHaveLength(4);
});

test('without labels chance alone decides', () => {
  const chosen = choosePictures({ ...set, labels: {} }, { count: 11, seed: 1 });
  expect(chosen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, row) => row));
});

import { expect, test } from 'vitest';
import { drawn, written } from '../../test/arbitrary-picture.ts';
import { augment } from './augment.ts';
import { crop, enlarge } from './crop.ts';

test('a ramp stays a ramp, flatter and of the place that was cropped', () => {
  const ramp = drawn([1, 16, 1], (_, x) => 16 * x + 8);
  const enlarged = (left: number) => [...written(16, (to) => enlarge(ramp, to, [1, 16, 1], 0.5, left, 0))];
  // Half of the ramp's range, in steps of 8, by the centres of pixels.
  expect(enlarged(0.5)).toEqual(Array.from({ length: 16 }, (_, x) => 64 + 8 * x + 4));
  // At the border the first and last half pixel continue the edge.
  expect(enlarged(0)).toEqual([8, ...Array.from({ length: 15 }, (_, x) => 12 + 8 * x)]);
  expect(enlarged(1)).toEqual([...Array.from({ length: 15 }, (_, x) => 132 + 8 * x), 248]);
});

test('one colour stays one colour: nothing comes in from outside', () => {
  const plain = new Uint8Array(75).fill(200);
  for (let id = 0; id < 200; id++) {
    expect(augment(plain, [5, 5, 3], [crop({ minSide: 0.1 })], { id })).toEqual(plain);
  }
});

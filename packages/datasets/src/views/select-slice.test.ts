import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, smallSet } from '../../test/helpers.ts';
import { type ImageSet, pictureOf } from '../image-set.ts';
import { select } from './select.ts';
import { slice, take } from './slice.ts';

/** All that a set says of one row. */
const rowOf = (set: ImageSet, row: number) => ({
  pixels: [...pictureOf(set, row)],
  label: set.labels.fine!.values[row],
  id: set.ids[row],
});

test('slice and take show the same pictures without a copy', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(20), (a, b, c) => {
      const [start, end, count] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      const set = smallSet(count);
      const view = slice(set, start, end);
      expect(view.count).toBe(end - start);
      expect(view.pixels.buffer).toBe(set.pixels.buffer);
      expect(view.pixels.length).toBe(view.count * 6);
      for (let row = 0; row < view.count; row++) expect(rowOf(view, row)).toEqual(rowOf(set, start + row));
      expect(take(set, end)).toEqual(slice(set, 0, end));
    }),
  );
});

test('select takes rows in the order that is asked for, also twice', () => {
  const set = smallSet(5);
  const chosen = select(set, [3, 0, 3]);
  expect(chosen.count).toBe(3);
  expect([0, 1, 2].map((row) => rowOf(chosen, row))).toEqual([3, 0, 3].map((row) => rowOf(set, row)));
});

test('ids are stable under a view of a view', () => {
  expect([...select(slice(take(smallSet(10), 8), 2), [5, 1]).ids]).toEqual([107, 103]);
});

test('what is not there is refused', async () => {
  const set = smallSet(3);
  await failure('INPUT_INVALID', () => take(set, 4));
  await failure('INPUT_INVALID', () => slice(set, 2, 1));
  await failure('INPUT_INVALID', () => slice(set, -1));
  const message = await failure('INPUT_INVALID', () => select(set, [0, 3]));
  expect(message).toBe('row 1 of the selection from small is 3. It must be an integer in 0..2.');
});

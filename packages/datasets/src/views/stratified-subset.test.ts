import { expect, test } from 'vitest';
import { failure, smallSet } from '../../test/helpers.ts';
import { take } from './slice.ts';
import { stratifiedRows, stratifiedSubset } from './stratified-subset.ts';

test('has as many of each class, one of each in turn, and no picture twice', () => {
  const { labels, ids, count } = stratifiedSubset(smallSet(21), { perClass: 4, seed: 5 });
  expect(count).toBe(8);
  expect([...labels.fine!.values]).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  expect(new Set(ids).size).toBe(8);
});

test('a smaller subset is the start of a larger one of the same seed', () => {
  const set = smallSet(30);
  const rows = (perClass: number, seed: number) => [...stratifiedRows(set, { perClass, seed })];
  expect(rows(9, 5).slice(0, 6)).toEqual(rows(3, 5));
  expect(rows(9, 5)).not.toEqual(rows(9, 6));
});

test('classes without a picture are left out; too few pictures are an error', async () => {
  const one = take(smallSet(9), 1);
  expect(stratifiedSubset(one, { perClass: 1 }).count).toBe(1);
  const set = smallSet(9);
  expect(await failure('INPUT_INVALID', () => stratifiedSubset(set, { perClass: 5 }))).toBe(
    'perClass is 5, but small has only 4 pictures of class "odd".',
  );
  await failure('INPUT_INVALID', () => stratifiedSubset(set, { perClass: 0 }));
  await failure('INPUT_INVALID', () => stratifiedSubset(set, { perClass: 1, labels: 'coarse' }));
});

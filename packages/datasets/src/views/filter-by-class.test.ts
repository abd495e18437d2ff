import { expect, test } from 'vitest';
import { failure, smallSet } from '../../test/helpers.ts';
import { filterByClass, filterRows } from './filter-by-class.ts';

test('keeps the pictures of the classes, by name or by number, in the order of the set', () => {
  const set = smallSet(7);
  expect([...filterRows(set, { classes: ['odd'] })]).toEqual([1, 3, 5]);
  expect([...filterRows(set, { classes: [0] })]).toEqual([0, 2, 4, 6]);
  expect([...filterRows(set, { classes: ['odd', 0, 'odd'] })]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect([...filterRows(set, { classes: [] })]).toEqual([]);
});

test('changes neither names nor label values', () => {
  const odd = filterByClass(smallSet(7), { labels: 'fine', classes: ['odd'] });
  expect(odd.labels.fine).toEqual({ names: ['even', 'odd'], values: Uint8Array.from([1, 1, 1]) });
  expect([...odd.ids]).toEqual([101, 103, 105]);
});

test.each([
  ['none', ['odd'], 'small has no labels "none". Known: fine.'],
  ['fine', ['prime'], 'Class "prime" is not in the labels "fine". Known: even, odd, or 0..1.'],
  ['fine', [2], 'Class "2" is not in the labels "fine". Known: even, odd, or 0..1.'],
  ['fine', ['length'], 'Class "length" is not in the labels "fine". Known: even, odd, or 0..1.'],
])('labels %s, classes %s are refused', async (labels, classes, message) => {
  expect(await failure('INPUT_INVALID', () => filterByClass(smallSet(4), { labels, classes }))).toBe(message);
});

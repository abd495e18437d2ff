import { expect, test } from 'vitest';
import { feedTables, gatherRows } from './tables.ts';

const pixels = { data: Uint8Array.of(0, 1, 10, 11, 20, 21, 30, 31), rowShape: [1, 2], scale: 1 / 255 };
const labels = { data: Int32Array.of(100, 101, 102, 103), rowShape: [] };
const rows = Int32Array.of(2, 0, 2, 1);

test('rows are gathered in the type of their table', () => {
  expect(gatherRows(pixels, rows)).toEqual({
    ...pixels,
    data: Uint8Array.of(20, 21, 0, 1, 20, 21, 10, 11),
  });
});

test('a whole table is fed without a copy, with its row numbers by step', () => {
  const feeds = feedTables({ pixels }, rows, 2, false);
  expect(feeds['pixels:table']!.data).toBe(pixels.data);
  expect(feeds.rows).toEqual({ type: 'int32', dims: [2, 2], data: rows });
});

test('parts hold the rows of these steps, renumbered', () => {
  const feeds = feedTables({ pixels, labels }, rows, 2, true);
  expect(feeds['pixels:table']!.dims).toEqual([4, 1, 2]);
  expect(feeds['labels:table']).toEqual({
    type: 'int32',
    dims: [4],
    data: Int32Array.of(102, 100, 102, 101),
  });
  expect(feeds.rows).toEqual({ type: 'int32', dims: [2, 2], data: Int32Array.of(0, 1, 2, 3) });
});

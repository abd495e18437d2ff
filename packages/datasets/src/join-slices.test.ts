import { expect, test } from 'vitest';
import { joinSlices } from './join-slices.ts';

const buffer = Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7]);

test('slices that lie end to end become a view', () => {
  const joined = joinSlices([buffer.subarray(1, 3), buffer.subarray(3, 4), buffer.subarray(4, 7)]);
  expect([...joined]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(joined.buffer).toBe(buffer.buffer);
});

test.each([
  ['a gap', [buffer.subarray(1, 3), buffer.subarray(4, 6)], [1, 2, 4, 5]],
  ['another order', [buffer.subarray(3, 5), buffer.subarray(1, 3)], [3, 4, 1, 2]],
  ['another buffer', [buffer.subarray(1, 3), buffer.slice().subarray(3, 5)], [1, 2, 3, 4]],
])('slices with %s are copied', (_, slices, bytes) => {
  const joined = joinSlices(slices);
  expect([...joined]).toEqual(bytes);
  expect(joined.buffer).not.toBe(buffer.buffer);
});

test('no slices are no bytes', () => {
  expect(joinSlices([]).length).toBe(0);
});

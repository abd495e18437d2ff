import { expect, test } from 'vitest';
import { median } from './statistics.ts';

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 1, 2, 3], 2.5],
])('the median of %j is %d', (values, wanted) => {
  expect(median(values)).toBe(wanted);
});

test('the median of nothing is no number', () => expect(median([])).toBeNaN());

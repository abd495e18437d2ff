import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleWidth } from '../text.ts';
import { sparkline } from './sparkline.ts';

test('one bar a value while there is room', () => {
  expect(sparkline([1, 2, 3, 5, 8, 5, 3], { width: 20 })).toMatchInlineSnapshot(`"▁▂▃▅█▅▃"`);
  expect(sparkline([1, 2, 3, 5, 8, 5, 3], { width: 20, unicode: false })).toMatchInlineSnapshot(`"__.=#=."`);
});

test('means of neighbours when there is not', () => {
  expect(sparkline([0, 0, 1, 1, 2, 2, 3, 3], { width: 4 })).toBe(sparkline([0, 1, 2, 3], { width: 4 }));
});

test('NaN is a blank, equal values stand half way up', () => {
  expect(sparkline([0, Number.NaN, 1], { width: 3 })).toBe('▁ █');
  expect(sparkline([5, 5], { width: 3 })).toBe('▅▅');
  expect(sparkline([], { width: 3 })).toBe('');
});

test('given ends hold between calls', () => {
  expect(sparkline([0.5, 2, -1], { width: 3, min: 0, max: 1 })).toBe('▅█▁');
});

test('errors say what is allowed and what came', () => {
  expect(() => sparkline([1], { width: 3, min: Number.NaN })).toThrow(
    'sparkline min must be a finite number, got NaN',
  );
});

test('takes as many columns as there are values, at most its width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double()),
      fc.integer({ min: 0, max: 40 }),
      fc.boolean(),
      (values, width, unicode) => {
        const line = sparkline(values, { width, unicode });
        expect(visibleWidth(line)).toBe(Math.min(values.length, width));
        expect(line).not.toContain('undefined');
      },
    ),
  );
});

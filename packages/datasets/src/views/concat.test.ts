import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, smallSet } from '../../test/helpers.ts';
import { concat } from './concat.ts';
import { select } from './select.ts';
import { slice } from './slice.ts';

test('slices put together again are the set, without a copy', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), (a, b) => {
      const [cut, count] = [Math.min(a, b), Math.max(a, b)];
      const set = smallSet(count);
      const whole = concat([slice(set, 0, cut), slice(set, cut)]);
      expect(whole).toEqual(set);
      expect(whole.pixels.buffer === set.pixels.buffer || cut === count || cut === 0).toBe(true);
    }),
  );
});

test('other sets are copied, in their order, with their ids', () => {
  const set = smallSet(6);
  const both = concat([select(set, [5, 1]), select(set, [1])]);
  expect(both).toEqual(select(set, [5, 1, 1]));
});

test('what does not fit is refused', async () => {
  const set = smallSet(2);
  const { fine } = set.labels;
  await failure('INPUT_INVALID', () => concat([]));
  const others = [
    [{ ...set, name: 'tall', shape: [3, 2, 1] as const }, 'its pictures are 3 x 2 x 1, not 2 x 3 x 1'],
    [{ ...set, labels: {} }, 'only one of them has labels "fine"'],
    [
      { ...set, labels: { fine: { ...fine!, names: ['odd', 'even'] } } },
      'their labels "fine" have other class names',
    ],
  ] as const;
  for (const [other, why] of others) {
    expect(await failure('INPUT_INVALID', () => concat([set, other]))).toBe(
      `Set 1 (${other.name}) does not fit to small: ${why}.`,
    );
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure } from '../test/helpers.ts';
import { epochOrder, fileOrder } from './epoch-order.ts';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('an order is a permutation, and depends on its arguments only', () => {
  fc.assert(
    fc.property(fc.nat(500), word, word, (count, seed, epoch) => {
      const order = epochOrder(count, { seed, epoch });
      expect(order.slice().sort()).toEqual(fileOrder(count));
      expect(epochOrder(count, { seed, epoch })).toEqual(order);
    }),
  );
});

test('orders never change from one version to the next', () => {
  expect(epochOrder(10, { seed: 7 }).join()).toBe('4,0,8,9,1,5,7,2,6,3');
  expect(epochOrder(10, { seed: 7, epoch: 1 }).join()).toBe('4,1,2,5,9,3,0,8,6,7');
});

test('each epoch and each seed has its own', () => {
  const orders = [0, 1, 2].flatMap((seed) =>
    [0, 1, 2].map((epoch) => epochOrder(60, { seed, epoch }).join()),
  );
  expect(new Set(orders).size).toBe(9);
});

test('each of the six orders of three rows is equally likely', () => {
  const seen = new Map<string, number>();
  for (let epoch = 0; epoch < 6000; epoch++) {
    const order = epochOrder(3, { epoch }).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  // Standard deviation is 29; five of them.
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(145);
});

test.each([-1, 0.5, 2 ** 31])('count %s is refused', async (count) => {
  await failure('INPUT_INVALID', () => epochOrder(count));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failure } from '../test/helpers.ts';
import { createRandom } from './random.ts';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** sfc32 again, in exact integers and straight from PractRand's text. */
function* reference(...seeds: [number, number, number]): Generator<bigint> {
  const mask = 0xffffffffn;
  let [a, b, c] = seeds.map(BigInt) as [bigint, bigint, bigint];
  for (let counter = 1n; ; counter++) {
    const sum = (a + b + counter) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = (((c << 21n) | (c >> 11n)) + sum) & mask;
    if (counter > 15n) yield sum;
  }
}

test('the bits are those of the reference', () => {
  fc.assert(
    fc.property(word, word, word, (seed, stream, step) => {
      const random = createRandom(seed, stream, step);
      const expected = reference(seed, stream, step);
      for (let i = 0; i < 50; i++) expect(BigInt(random.uint32())).toBe(expected.next().value);
    }),
  );
});

test('the bits never change from one version to the next', () => {
  const random = createRandom(7);
  expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([4196707356, 3891143111, 2994695642]);
});

test('seeds, streams and steps name different sequences', () => {
  const first = [createRandom(1), createRandom(2), createRandom(1, 1), createRandom(1, 0, 1)];
  expect(new Set(first.map((random) => random.uint32())).size).toBe(4);
});

describe('below', () => {
  test('stays in range', () => {
    fc.assert(
      fc.property(word, fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const drawn = createRandom(seed).below(n);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < n).toBe(true);
      }),
    );
  });

  test('draws every number equally often', () => {
    const random = createRandom(3);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[random.below(6)]!++;
    // Standard deviation is 91; five of them.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(457);
  });

  test('has no bias where a plain remainder would favour the lower third by half', () => {
    const random = createRandom(4);
    const n = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (random.below(n) < 2 ** 30) low++;
    expect(Math.abs(low / 30_000 - 1 / 3)).toBeLessThan(0.014);
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1])('refuses n = %s', async (n) => {
    await failure('INPUT_INVALID', () => createRandom(0).below(n));
  });
});

test('float is in 0..1, 1 excluded, and its mean is one half', () => {
  const random = createRandom(5);
  const drawn = Array.from({ length: 20_000 }, () => random.float());
  expect(drawn.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(drawn.reduce((sum, x) => sum + x, 0) / 20_000).toBeCloseTo(0.5, 2);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('seed %s is refused', async (seed) => {
  const message = await failure('INPUT_INVALID', () => createRandom(seed));
  expect(message).toBe(`seed is ${seed}. It must be an integer in 0..4294967295.`);
});

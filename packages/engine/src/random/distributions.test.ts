import { expect, test } from 'vitest';
import { distributions } from './distributions.ts';
import { generator } from './generator.ts';

/** sfc32 again, in exact integers and straight from PractRand's text. */
function reference(seed: bigint, stream: bigint, step: bigint): () => number {
  const word = 2n ** 32n - 1n;
  let [a, b, c, counter] = [seed, stream, step, 1n];
  const next = () => {
    const sum = (a + b + counter++) & word;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & word;
    c = ((((c << 21n) | (c >> 11n)) & word) + sum) & word;
    return Number(sum);
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

test('words are those of sfc32, in one piece or several', () => {
  const next = reference(7n, 2n ** 32n - 1n, 3n);
  const wanted = Uint32Array.from({ length: 100 }, next);
  const whole = new Uint32Array(100);
  generator(7, 2 ** 32 - 1, 3)(whole);
  expect(whole).toEqual(wanted);
  const parts = new Uint32Array(100);
  const words = generator(7, 2 ** 32 - 1, 3);
  for (const [from, to] of [
    [0, 1],
    [1, 64],
    [64, 100],
  ]) {
    words(parts.subarray(from, to));
  }
  expect(parts).toEqual(wanted);
});

test('draws of an odd count begin as those of an even one', () => {
  for (const fill of [distributions.randomUniform, distributions.randomNormal]) {
    const [odd, even] = [new Float32Array(7), new Float32Array(8)];
    fill(odd, generator(1, 2, 3));
    fill(even, generator(1, 2, 3));
    expect(even.subarray(0, 7)).toEqual(odd);
    expect(new Set(even).size).toBe(8);
  }
});

test('even draws fill their range evenly, and never reach its ends', () => {
  const values = new Float32Array(100_000);
  distributions.randomUniform(values, generator(1, 0, 0));
  const bins = new Array<number>(10).fill(0);
  for (const value of values) bins[Math.floor(value * 10)]!++;
  for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(9000));
  // The smallest and the largest word.
  for (const word of [0, 2 ** 32 - 1]) {
    distributions.randomUniform(values, (into) => into.fill(word));
    expect(values[0]).toBeGreaterThan(0);
    expect(values[0]).toBeLessThan(1);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calibrate } from './calibrate.ts';
import { turned, turnsOf } from './decoys.ts';

const distance = fc.double({ min: 1e-6, max: 2, noNaN: true });
const decoys = fc.array(distance, { minLength: 1, maxLength: 300 });
const rate = fc.double({ min: 1e-4, max: 0.9, noNaN: true });
const asDecoys = (nearest: readonly number[]) => nearest.map((one) => ({ nearest: one, own: 3 }));

test('no more decoys are below the threshold than the rate allows', () => {
  fc.assert(
    fc.property(decoys, rate, (nearest, falseMatches) => {
      const { threshold, decoys } = calibrate(asDecoys(nearest), falseMatches);
      expect(decoys).toBe(nearest.length);
      const below = nearest.filter((one) => one < threshold).length;
      expect(below).toBeLessThanOrEqual(Math.ceil(falseMatches * nearest.length));
      expect(threshold).toBeLessThanOrEqual(Math.max(...nearest));
      expect(threshold).toBeGreaterThan(0);
    }),
  );
});

test('a larger rate has a larger threshold, and the order of decoys does not matter', () => {
  fc.assert(
    fc.property(decoys, rate, rate, (nearest, a, b) => {
      const at = (falseMatches: number) => calibrate(asDecoys(nearest), falseMatches).threshold;
      expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)));
      expect(calibrate(asDecoys([...nearest].reverse()), a).threshold).toBe(at(a));
    }),
  );
});

test('fresh decoys are mistaken at the rate that was asked for', () => {
  // Distances as of neighbours: few are small.
  const draw = (seed: number) => {
    let state = seed;
    return Array.from({ length: 20_000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return ((state + 1) / 2 ** 32) ** 0.2;
    });
  };
  for (const falseMatches of [0.1, 0.01, 0.001]) {
    const { threshold } = calibrate(asDecoys(draw(1)), falseMatches);
    const mistaken = draw(2).filter((one) => one < threshold).length / 20_000;
    expect(mistaken / falseMatches).toBeGreaterThan(0.5);
    expect(mistaken / falseMatches).toBeLessThan(2);
  }
});

test('pictures that look the same upside down say nothing', () => {
  const some = asDecoys([0.5, 0.6, 0.7]);
  const flat = [0, 0.1, 0.9].map((nearest) => ({ nearest, own: 0 }));
  expect(calibrate([...flat, ...some], 0.5)).toEqual(calibrate(some, 0.5));
  expect(calibrate(flat, 0.5)).toEqual({ threshold: 0, decoys: 0 });
});

test('every turn is another one, moves every pixel to one place, and keeps colours together', () => {
  const shapes = [
    [2, 2, 1],
    [3, 3, 3],
    [2, 5, 3],
  ] as const;
  for (const shape of shapes) {
    const size = shape[0] * shape[1] * shape[2];
    const pixels = Uint8Array.from({ length: 2 * size }, (_, i) => i);
    const ids = Uint32Array.of(0, 1);
    const set = { name: 'x', split: 'test' as const, shape, count: 2, pixels, labels: {}, ids };
    const all = Array.from({ length: turnsOf(shape) }, (_, turn) => turned(set, turn).pixels);
    for (const one of all) {
      expect([...one.subarray(0, size)].sort((a, b) => a - b)).toEqual([...pixels.subarray(0, size)]);
      for (let i = 0; i < size; i += shape[2]) {
        for (let channel = 1; channel < shape[2]; channel++) expect(one[i + channel]).toBe(one[i]! + channel);
      }
    }
    expect(new Set([pixels, ...all].map(String)).size).toBe(all.length + 1);
  }
});

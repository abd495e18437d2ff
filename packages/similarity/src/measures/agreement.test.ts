import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf } from '../../test/naive.ts';
import { naiveDistance } from '../../test/naive-distance.ts';
import { type MeasureName, measures, weightedMeasure } from '../index.ts';

const names = Object.keys(measures) as MeasureName[];

const problem = fc.integer({ min: 1, max: 7 }).chain((size) => {
  const row = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: size, maxLength: size });
  const code = row(fc.float({ min: Math.fround(0.01), max: 1, noNaN: true }));
  const weights = row(fc.constantFrom(0, 0.25, 1, 3)).filter((all) => all.some((weight) => weight > 0));
  return fc.record({ query: code, item: code, weights });
});

/** The distance that a sum of agreements is. */
const distanceOf: Readonly<Record<MeasureName, (sum: number, total: number) => number>> = {
  bce: (sum, total) => -sum / total,
  'bce-reverse': (sum, total) => -sum / total,
  'bce-symmetric': (sum, total) => -sum / (2 * total),
  cosine: (sum) => 1 - sum,
  l2: (sum) => Math.sqrt(-2 * sum),
  dot: (sum) => -sum,
};

describe.each(names)('agreement by %s', (name) => {
  test('adds up to the distance of the naive double loop, weighted or not', () => {
    fc.assert(
      fc.property(problem, (drawn) => {
        const [query, item] = [codesOf([drawn.query]), codesOf([drawn.item])];
        const ones = drawn.weights.map(() => 1);
        for (const weights of [drawn.weights, ones]) {
          const all = Float32Array.from(weights);
          const measure = weights === ones ? measures[name] : weightedMeasure(name, all);
          const parts = measure.agreement(query, item);
          expect(parts).toHaveLength(query.size);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          const distance = distanceOf[name](
            parts.reduce((sum, part) => sum + part, 0),
            total,
          );
          expect(distance).toBeCloseTo(naiveDistance[name](query.data, item.data, all), 4);
          for (const [i, weight] of weights.entries()) if (weight === 0) expect(Math.abs(parts[i]!)).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is of one code and one code, of one size', () => {
    const one = codesOf([[0.5, 0.25]]);
    const two = codesOf([
      [1, 0],
      [0, 1],
    ]);
    expect(() => measures[name].agreement(one, two)).toThrow(
      'codes are 1 x 2 and 2 x 2; allowed: one and one,',
    );
    expect(() => measures[name].agreement(one, codesOf([[1]]))).toThrow('codes are 1 x 2 and 1 x 1; allowed');
  });
});

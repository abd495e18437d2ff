import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, naiveDistances, rowOf } from '../../test/naive.ts';
import { ceilingOf, liftItems, liftQueries, type MeasureName, measures } from '../index.ts';

const rows = (minLength: number) =>
  fc.array(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    minLength,
    maxLength: 12,
  });

describe.each(Object.keys(measures) as MeasureName[])('%s lifted to L2', (name) => {
  test('keeps the order of the brute-force distances, and under any higher ceiling', () => {
    fc.assert(
      fc.property(rows(1), rows(2), fc.float({ min: 0, max: 9, noNaN: true }), (some, others, spare) => {
        const [queries, items] = [codesOf(some), codesOf(others)];
        const measure = measures[name];
        const prepared = measure.prepareItems(items);
        const width = measure.width(3);
        const lifted = liftItems(prepared, ceilingOf(prepared) + spare);
        const looking = liftQueries(measure.prepareQueries(queries));
        for (const [q, wanted] of naiveDistances(name, queries, items).entries()) {
          const query = rowOf({ count: queries.count, size: width + 1, data: looking }, q);
          const squares = Array.from({ length: items.count }, (_, i) =>
            rowOf({ count: items.count, size: width + 1, data: lifted }, i).reduce(
              (sum, value, column) => sum + (value - query[column]!) ** 2,
              0,
            ),
          );
          // What float32 can tell apart in numbers as large as these.
          const blur = 1e-6 * (1 + Math.max(...squares));
          for (const [i, a] of squares.entries()) {
            for (const [j, b] of squares.entries()) {
              if (a < b - blur) expect(wanted[i]!).toBeLessThanOrEqual(wanted[j]! + 1e-6);
            }
          }
        }
      }),
    );
  });
});

test('cosine and l2 are Euclidean as they are', () => {
  for (const name of ['cosine', 'l2'] as const) {
    const prepared = measures[name].prepareItems(codesOf([[0.5, 0.25, 1]]));
    expect(ceilingOf(prepared)).toBeCloseTo(0, 6);
  }
});

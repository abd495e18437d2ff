import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, codesOf, idsFrom, naiveDistances } from '../../test/naive.ts';
import { createExactIndex, type MeasureName, measures, weightedMeasure } from '../index.ts';

const names = Object.keys(measures) as MeasureName[];

const problem = fc.integer({ min: 1, max: 7 }).chain((size) => {
  const row = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: size, maxLength: size });
  const rows = fc.array(row(fc.float({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 });
  const weights = row(fc.constantFrom(0, 0.25, 1, 3)).filter((all) => all.some((weight) => weight > 0));
  return fc.record({ queries: rows, items: rows, weights });
});

describe.each(names)('weighted %s', (name) => {
  test('is the naive double loop', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async (drawn) => {
        const [queries, items] = [codesOf(drawn.queries), codesOf(drawn.items)];
        const weights = Float32Array.from(drawn.weights);
        const measure = weightedMeasure(name, weights);
        const index = await createExactIndex({ measure, size: items.size, threads: 1 });
        await index.add(idsFrom(0, items.count), items);
        const found = await index.search(queries, items.count);
        await index.close();
        for (const [query, all] of naiveDistances(name, queries, items, weights).entries()) {
          const { ids, distances } = answer(found, query);
          for (const [rank, id] of ids.entries()) {
            expect(Math.abs(distances[rank]! - all[id]!)).toBeLessThanOrEqual(
              1e-5 * Math.abs(all[id]!) + 2e-6,
            );
          }
          expect(distances).toEqual(distances.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is the measure itself where all weigh 1', () => {
    const codes = codesOf([
      [0.1, 0.9],
      [0, 1],
    ]);
    const weighted = weightedMeasure(name, Float32Array.of(1, 1));
    expect(weighted.prepareItems(codes)).toEqual(measures[name].prepareItems(codes));
    expect(weighted.prepareQueries(codes)).toEqual(measures[name].prepareQueries(codes));
    expect(weighted.distance(-1, 2)).toBe(measures[name].distance(-1, 2));
  });
});

describe('a weighted measure refuses', () => {
  test.each([
    [Float32Array.of(0, 0), 'weights: all are 0; allowed: at least one above 0.'],
    [Float32Array.of(1, -1), 'weights: -1 at row 0, column 1; allowed: 0 to 100,'],
    [Float32Array.of(Number.NaN), 'weights: NaN at row 0'],
    [new Float32Array(), 'weights.size is 0'],
  ])('%o', (weights, message) => {
    expect(() => weightedMeasure('l2', weights)).toThrow(message);
  });

  test('codes of another size, before there is an index', async () => {
    const measure = weightedMeasure('bce', Float32Array.of(1, 2));
    const message = 'measure has 2 weights; allowed: 3';
    await expect(createExactIndex({ measure, size: 3 })).rejects.toThrow(message);
    expect(() => measure.prepareItems(codesOf([[1]]))).toThrow('items: size is 1; allowed: 2');
  });
});

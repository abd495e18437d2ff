import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, codesOf, idsFrom, naiveDistances, rowOf, stringsFrom } from '../../test/naive.ts';
import { naiveAverage, naiveExpansion, naiveReciprocal } from '../../test/naive-reranking.ts';
import {
  averageItems,
  type Codes,
  createExactIndex,
  createInt8Index,
  evaluateCodes,
  expandQueries,
  type MeasureName,
  measures,
  type RerankingName,
  rerankings,
  weightedMeasure,
} from '../index.ts';
import { random } from '../random.ts';

const names = Object.keys(rerankings) as RerankingName[];
const measureNames = Object.keys(measures) as MeasureName[];

/** Codes that every measure takes, no two distances the same. */
function draw(count: number, size: number, seed: number): Codes {
  const next = random(seed);
  return { count, size, data: Float32Array.from({ length: count * size }, () => 0.05 + 0.9 * next()) };
}

const problem = fc.record({
  count: fc.integer({ min: 4, max: 40 }),
  size: fc.integer({ min: 2, max: 5 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

async function over(measure: MeasureName, codes: Codes) {
  const index = await createExactIndex({ measure, size: codes.size, threads: 1 });
  const ids = idsFrom(100, codes.count);
  await index.add(ids, codes);
  return { index, ids, codes };
}

function expectRows({ data }: Codes, rows: readonly (readonly number[])[]): void {
  for (const [i, value] of rows.flat().entries()) expect(Math.abs(data[i]! - value)).toBeLessThan(1e-6);
}

describe.each(measureNames)('by %s', (measure) => {
  test('items and queries become the means that a naive loop makes', () =>
    fc.assert(
      fc.asyncProperty(problem, fc.constantFrom(0, 1, 3), async ({ count, size, seed }, power) => {
        const [items, queries] = [draw(count, size, seed), draw(3, size, seed + 1)];
        const collection = await over(measure, items);
        const neighbours = Math.min(3, count - 1);
        const averaged = await averageItems(collection, { neighbours, power });
        expectRows(averaged, naiveAverage(measure, items, neighbours, power));
        const expanded = await expandQueries(collection, queries, { neighbours, power });
        expectRows(expanded, naiveExpansion(measure, queries, items, neighbours, power));
        await collection.index.close();
      }),
      { numRuns: 10 },
    ));

  test.skipIf(measure === 'dot')('k-reciprocal gives the distances of the formula, as sets', () =>
    fc.assert(
      fc.asyncProperty(problem, fc.constantFrom(0, 0.3, 1), async ({ count, size, seed }, share) => {
        const [items, queries] = [draw(count, size, seed), draw(3, size, seed + 1)];
        const collection = await over(measure, items);
        const options = { neighbours: Math.min(4, count - 1), pool: Math.min(12, count), share };
        const k = Math.min(5, count);
        const { index } = await rerankings['k-reciprocal'].over(collection, options);
        const found = await index.search(queries, k);
        for (let query = 0; query < queries.count; query++) {
          const one = codesOf([[...queries.data.subarray(query * size, (query + 1) * size)]]);
          const naive = naiveReciprocal(measure, one, items, options);
          const wanted = [...naive.values()].sort((a, b) => a - b);
          const { ids, distances } = answer(found, query);
          expect(new Set(ids).size).toBe(k);
          for (const [rank, distance] of distances.entries()) {
            expect(Math.abs(distance - wanted[rank]!)).toBeLessThan(2e-5);
            expect(Math.abs(naive.get(ids[rank]! - 100)! - distance)).toBeLessThan(2e-5);
          }
        }
        await collection.index.close();
      }),
      { numRuns: 20 },
    ),
  );
});

describe.each(names)('%s', (name) => {
  test('finds what it found in any kind of index, by ids of any type', async () => {
    const [items, queries] = [draw(60, 4, 1), draw(5, 4, 2)];
    const wanted = await over('l2', items);
    const step = await rerankings[name].over(wanted);
    const found = await step.index.search(queries, 3);
    const ids = stringsFrom(100, 60);
    const other = await createInt8Index({ measure: 'l2', size: 4, idType: 'string', threads: 1 });
    await other.add(ids, items);
    const again = await rerankings[name].over({ index: other, ids, codes: items });
    const found2 = await again.index.search(queries, 3);
    expect(found2.ids).toEqual(Array.from(found.ids, (id) => `item ${id}`));
    expect(found2.distances).toEqual(found.distances);
    expect([again.index.count, again.index.idType, again.index.measure]).toEqual([60, 'string', 'l2']);
    for (const one of [step, again, wanted.index, other]) await one.close();
  });

  test('does not find the excluded, and finds all that is left', async () => {
    const items = draw(30, 3, 3);
    const collection = await over('cosine', items);
    const { index, close } = await rerankings[name].over(collection);
    const found = await index.search(items, 29, { exclude: collection.ids });
    for (let query = 0; query < 30; query++) {
      const ids = new Set(answer(found, query).ids);
      expect([ids.size, ids.has(100 + query)]).toEqual([29, false]);
    }
    await expect(index.search(items, 30, { exclude: collection.ids })).rejects.toThrow(
      'k (of 29 items to find)',
    );
    await close();
    await collection.index.close();
  });

  test('keeps weights', async () => {
    const items = draw(40, 3, 4);
    const noise = { ...items, data: items.data.map((value, i) => (i % 3 === 2 ? (i % 7) / 7 : value)) };
    const answers = [];
    for (const codes of [items, noise]) {
      const measure = weightedMeasure('l2', Float32Array.of(1, 1, 0));
      const index = await createExactIndex({ measure, size: 3, threads: 1 });
      const ids = idsFrom(0, 40);
      await index.add(ids, codes);
      // Means weigh by the angle of the whole codes, so here all weigh the same.
      const options = name === 'k-reciprocal' || name === 'least-distance' ? {} : { power: 0 };
      const step = await rerankings[name].over({ index, ids, codes, measure }, options);
      const { ids: found } = await step.index.search(draw(4, 3, 5), 6);
      answers.push(found);
      await step.close();
      await index.close();
    }
    expect(answers[1]).toEqual(answers[0]);
  });

  test('is judged as an index is', async () => {
    const codes = codesOf(
      Array.from({ length: 80 }, (_, i) => [(i % 2) + Math.sin(i) / 3, Math.cos(3 * i) / 3]),
    );
    const items = { ids: idsFrom(100, 80), codes, labels: Uint8Array.from({ length: 80 }, (_, i) => i % 2) };
    const collection = await over('l2', codes);
    const step = await rerankings[name].over(collection);
    const queries = { ...items, ids: idsFrom(0, 80) };
    const ask = { items, queries, measure: 'l2', k: 3 } as const;
    const { scores } = await evaluateCodes({ ...ask, index: step.index });
    expect(scores['precision-at-k']).toBeGreaterThan(0.9);
    await step.close();
    await collection.index.close();
  });

  const wrong: readonly [string, (collection: Awaited<ReturnType<typeof over>>) => unknown, string][] = [
    ['too few ids', (c) => ({ ...c, ids: idsFrom(100, 29) }), 'ids has 29 values; allowed: 30, one a row.'],
    ['other codes', (c) => ({ ...c, codes: draw(29, 3, 1) }), 'codes has 29 rows; allowed: 30'],
    ['codes of another size', (c) => ({ ...c, codes: draw(30, 2, 1) }), 'codes: size is 2; allowed: 3.'],
    [
      'NaN',
      (c) => ({ ...c, codes: { ...c.codes, data: c.codes.data.map((v, i) => (i === 4 ? NaN : v)) } }),
      'codes: NaN at row 1, column 1',
    ],
  ];
  test.each(wrong)('refuses %s', async (_, spoil, message) => {
    const collection = await over('l2', draw(30, 3, 6));
    const asked = rerankings[name].over(spoil(collection) as never);
    await expect(asked).rejects.toThrow(message);
    await collection.index.close();
  });

  test('says so where the index is empty, or has too few items', async () => {
    const index = await createExactIndex({ measure: 'l2', size: 2, threads: 1 });
    const empty = rerankings[name].over({ index, ids: Uint32Array.of(), codes: codesOf([], 2) });
    await expect(empty).rejects.toThrow('index is empty; allowed: one with items');
    for (const count of [1, 3]) {
      await index.add(idsFrom(count, 1), draw(1, 2, count));
      if (count === 3) await index.add(idsFrom(10, 1), draw(1, 2, 10));
      const ids = count === 1 ? idsFrom(1, 1) : Uint32Array.of(1, 3, 10);
      const codes = draw(index.count, 2, 1);
      const asked = async () => {
        const options = name === 'least-distance' ? {} : { neighbours: 7 };
        const step = await rerankings[name].over({ index, ids, codes }, options);
        return step.index.search(draw(1, 2, 9), name === 'least-distance' ? 7 : 1);
      };
      await expect(asked()).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
    }
    await index.close();
  });

  test('says so where the index holds what has no code', async () => {
    const collection = await over('l2', draw(30, 3, 7));
    const { index, close } = await rerankings[name].over(collection);
    await collection.index.add(idsFrom(500, 1), draw(1, 3, 8));
    const asked = index.search(draw(1, 3, 8), 5);
    // A new index does not know of what was added to the old one.
    if (name === 'average-items') expect((await asked).ids).not.toContain(500);
    else await expect(asked).rejects.toThrow('ids: 500 was found and is not among them');
    await close();
    await collection.index.close();
  });
});

test('least-distance finds by the least of several codes, within the pool of the first', () =>
  fc.assert(
    fc.asyncProperty(problem, fc.integer({ min: 1, max: 3 }), async ({ count, size, seed }, variants) => {
      const items = draw(count, size, seed);
      const queries = draw(2, variants * size, seed + 1);
      const collection = await over('bce', items);
      const pool = Math.max(2, count >> 1);
      const { index } = await rerankings['least-distance'].over(collection, { variants, pool });
      expect(index.size).toBe(variants * size);
      const found = await index.search(queries, 2);
      for (let query = 0; query < 2; query++) {
        const all = rowOf(queries, query);
        const codes = { count: variants, size, data: all };
        const distances = naiveDistances('bce', codes, items);
        const places = distances[0]!.map((_, item) => item);
        const near = places.sort((a, b) => distances[0]![a]! - distances[0]![b]!).slice(0, pool);
        const wanted = near
          .map((item) => [item + 100, Math.min(...distances.map((row) => row[item]!))] as const)
          .sort((a, b) => a[1] - b[1]);
        expect(answer(found, query).ids).toEqual(wanted.slice(0, 2).map(([id]) => id));
      }
      await expect(index.search(draw(1, variants * size + 1, 1), 1)).rejects.toThrow('queries: size is');
      await collection.index.close();
    }),
    { numRuns: 20 },
  ));

test('steps stand upon steps', async () => {
  const items = draw(60, 4, 11);
  const collection = await over('cosine', items);
  const averaged = await rerankings['average-items'].over(collection);
  const expanded = await rerankings['expand-queries'].over(averaged);
  const ranked = await rerankings['k-reciprocal'].over(expanded);
  const { ids } = await ranked.index.search(draw(2, 4, 12), 7);
  expect(new Set(ids.subarray(0, 7)).size).toBe(7);
  for (const step of [ranked, expanded, averaged]) await step.close();
  // What they stood on is still open.
  expect((await collection.index.search(items, 1)).ids).toEqual(collection.ids);
  await collection.index.close();
});

test('k-reciprocal refuses dot, and shares beyond 0 to 1', async () => {
  const [dot, l2] = [await over('dot', draw(30, 3, 1)), await over('l2', draw(30, 3, 1))];
  const { over: step } = rerankings['k-reciprocal'];
  await expect(step(dot)).rejects.toThrow(
    "measure is 'dot', whose distances may be below 0; allowed: any other.",
  );
  for (const share of [-0.1, 1.1, NaN]) await expect(step(l2, { share })).rejects.toThrow('share is');
  for (const pool of [0, 1.5]) await expect(step(l2, { pool })).rejects.toThrow('pool is');
  for (const power of [-1, NaN, Infinity])
    await expect(averageItems(l2, { power })).rejects.toThrow('power is');
  for (const { index } of [dot, l2]) await index.close();
});

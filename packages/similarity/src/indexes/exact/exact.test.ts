import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, codesOf, idsFrom, naiveDistances } from '../../../test/naive.ts';
import { type Codes, createExactIndex, type MeasureName, measures, type Neighbours } from '../../index.ts';

const names = Object.keys(measures) as MeasureName[];

/** Codes that a measure takes; small sizes, some equal rows. */
function codesFor(name: MeasureName, size: number, minCount: number): fc.Arbitrary<Codes> {
  const value = name.startsWith('bce')
    ? fc.oneof(fc.constantFrom(0, 1), fc.float({ min: 0, max: 1, noNaN: true }))
    : fc.integer({ min: -1000, max: 1000 }).map((n) => n / 256);
  const row = fc.array(value, { minLength: size, maxLength: size });
  return fc.array(row, { minLength: minCount, maxLength: 24 }).map((rows) => codesOf(rows, size));
}

const problem = (name: MeasureName) =>
  fc
    .integer({ min: 1, max: 9 })
    .chain((size) => fc.record({ queries: codesFor(name, size, 1), items: codesFor(name, size, 2) }));

async function searched(
  measure: MeasureName,
  items: Codes,
  queries: Codes,
  k: number,
  exclude?: Uint32Array,
): Promise<Neighbours> {
  const index = await createExactIndex({ measure, size: items.size, threads: 1 });
  await index.add(idsFrom(100, items.count), items);
  const neighbours = await index.search(queries, k, exclude ? { exclude } : {});
  await index.close();
  return neighbours;
}

/** 1e-5 relative, and the rounding of float32 vectors where a distance is a difference of large numbers. */
const tolerance = (distance: number) => 1e-5 * Math.abs(distance) + 2e-6;

describe.each(names)('exact search by %s', (name) => {
  test('is the naive double loop', async () => {
    await fc.assert(
      fc.asyncProperty(problem(name), async ({ queries, items }) => {
        const k = Math.ceil(items.count / 2);
        const found = await searched(name, items, queries, k);
        for (const [query, all] of naiveDistances(name, queries, items).entries()) {
          const { ids, distances } = answer(found, query);
          const wanted = all.toSorted((a, b) => a - b);
          expect(new Set(ids).size).toBe(k);
          for (let rank = 0; rank < k; rank++) {
            const near = tolerance(wanted[rank]!);
            expect(Math.abs(distances[rank]! - wanted[rank]!)).toBeLessThanOrEqual(near);
            expect(Math.abs(all[ids[rank]! - 100]! - distances[rank]!)).toBeLessThanOrEqual(near);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('never returns the excluded id, and returns all others', async () => {
    await fc.assert(
      fc.asyncProperty(problem(name), async ({ items }) => {
        const found = await searched(name, items, items, items.count - 1, idsFrom(100, items.count));
        for (let query = 0; query < items.count; query++) {
          const others = Array.from(idsFrom(100, items.count)).filter((id) => id !== 100 + query);
          expect(answer(found, query).ids.toSorted((a, b) => a - b)).toEqual(others);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('exact search', () => {
  test('by bce finds the query itself, as Gibbs says', async () => {
    await fc.assert(
      fc.asyncProperty(problem('bce'), async ({ items }) => {
        const found = await searched('bce', items, items, items.count);
        for (let query = 0; query < items.count; query++) {
          const { ids, distances } = answer(found, query);
          const itself = distances[ids.indexOf(100 + query)]!;
          expect(itself - distances[0]!).toBeLessThanOrEqual(tolerance(itself));
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(['bce-reverse', 'bce-symmetric'] as const)('by %s may not', async (name) => {
    const found = await searched(name, codesOf([[0.9], [0.95]]), codesOf([[0.9]]), 2);
    expect(answer(found).ids).toEqual([101, 100]); // the more extreme item comes before the query itself
  });

  test.each(['l2', 'cosine'] as const)('by %s gives equal codes the distance 0', async (name) => {
    const items = codesOf([
      [0.1, 0.7, 0.3],
      [5, 5, 5],
      [0.1, 0.7, 0.3],
    ]);
    const found = await searched(name, items, codesOf([[0.1, 0.7, 0.3]]), 3);
    expect(answer(found).ids).toEqual([100, 102, 101]);
    expect(answer(found).distances.slice(0, 2)).toEqual([0, 0]);
  });

  test.each(names)('by %s breaks ties by the order of addition, over blocks too', async (name) => {
    const items = { count: 31_000, size: 5, data: new Float32Array(31_000 * 5).fill(0.3) };
    const found = await searched(name, items, codesOf([[0.1, 0.2, 0.3, 0.4, 0.5]]), 7);
    expect(answer(found).ids).toEqual([100, 101, 102, 103, 104, 105, 106]);
  });

  test('over two blocks and two batches of queries is the naive double loop', async () => {
    const items = codesOf(Array.from({ length: 31_000 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]));
    const queries = codesOf(Array.from({ length: 520 }, (_, i) => [Math.sin(i / 7), Math.cos(i / 5)]));
    const found = await searched('l2', items, queries, 3);
    for (const query of [0, 511, 512, 519]) {
      const one = codesOf([[queries.data[2 * query]!, queries.data[2 * query + 1]!]]);
      const wanted = naiveDistances('l2', one, items)[0]!.sort((a, b) => a - b);
      for (const [rank, distance] of answer(found, query).distances.entries()) {
        expect(distance).toBeCloseTo(wanted[rank]!, 5);
      }
    }
  });

  test('does not care in how many pieces items came', async () => {
    await fc.assert(
      fc.asyncProperty(problem('l2'), fc.nat(24), async ({ items, queries }, cut) => {
        const { size, count, data } = items;
        const split = Math.min(cut, count);
        const index = await createExactIndex({ measure: 'l2', size, threads: 1 });
        for (const [from, to] of [
          [0, split],
          [split, count],
        ] as const) {
          const piece = { count: to - from, size, data: data.slice(from * size, to * size) };
          await index.add(idsFrom(100 + from, to - from), piece);
          piece.data.fill(Number.NaN); // the index holds a copy
        }
        expect(index.count).toBe(count);
        expect(await index.search(queries, count)).toEqual(await searched('l2', items, queries, count));
        await index.close();
      }),
      { numRuns: 30 },
    );
  });

  test('of one query excludes only for that query', async () => {
    const items = codesOf([[0], [1], [2]]);
    const found = await searched('l2', items, codesOf([[0], [0]]), 2, Uint32Array.of(100, 7));
    expect(answer(found, 0).ids).toEqual([101, 102]);
    expect(answer(found, 1).ids).toEqual([100, 101]);
  });

  test('of no queries is an empty answer', async () => {
    const none = { count: 0, size: 1, data: new Float32Array() };
    expect(await searched('dot', codesOf([[1], [2]]), none, 2)).toEqual({
      k: 2,
      count: 0,
      ids: new Uint32Array(),
      distances: new Float32Array(),
    });
  });
});

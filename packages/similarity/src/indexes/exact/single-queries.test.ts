import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer, idsFrom } from '../../../test/naive.ts';
import { type Codes, createExactIndex, type Index, type MeasureName, measures } from '../../index.ts';
import { random } from '../../random.ts';

/** Coarse numbers, so that there are equal rows and equal distances. */
function draw(count: number, size: number, seed: number): Codes {
  const next = random(seed);
  return { count, size, data: Float32Array.from({ length: count * size }, () => Math.floor(9 * next()) / 8) };
}

const rowsOf = ({ data, size }: Codes, start: number, count: number): Codes => ({
  count,
  size,
  data: data.subarray(start * size, (start + count) * size),
});

/** Asks for one query at a time, sometimes for two, more often than a copy by columns takes to be made. */
async function oneByOne(index: Index, queries: Codes, k: number, exclude: Uint32Array) {
  const answers = [];
  for (let at = 0; at < queries.count; ) {
    const count = at % 7 === 6 ? Math.min(2, queries.count - at) : 1;
    const found = await index.search(rowsOf(queries, at, count), k, {
      exclude: exclude.subarray(at, at + count),
    });
    for (let query = 0; query < count; query++) answers.push(answer(found, query));
    at += count;
  }
  return answers;
}

async function expectSame(index: Index, queries: Codes, k: number, exclude: Uint32Array): Promise<void> {
  const all = await index.search(queries, k, { exclude });
  const together = Array.from({ length: queries.count }, (_, query) => answer(all, query));
  expect(await oneByOne(index, queries, k, exclude)).toEqual(together);
}

test('single queries find what many find at once, whatever was added and deleted in between', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(measures) as MeasureName[])),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 12, max: 300 }),
      fc.integer({ min: 0, max: 1e6 }),
      async (measure, size, count, seed) => {
        const inRange = (codes: Codes) => ({ ...codes, data: codes.data.map((v) => Math.min(v, 1)) });
        const index = await createExactIndex({ measure, size, threads: 1 });
        const queries = inRange(draw(60, size, seed + 1));
        const exclude = idsFrom(0, 60);
        await index.add(idsFrom(0, count), inRange(draw(count, size, seed)));
        await expectSame(index, queries, 5, exclude);
        await index.delete(Uint32Array.of(0, 3, count - 1));
        await expectSame(index, queries, 5, exclude);
        await index.add(idsFrom(1000, 7), inRange(draw(7, size, seed + 2)));
        await expectSame(index, queries, 5, exclude);
        const filter = (id: number) => id % 2 === 0;
        const even = await index.search(rowsOf(queries, 0, 1), 3, { filter });
        expect(even.ids.every((id) => id % 2 === 0)).toBe(true);
        await index.close();
      },
    ),
    { numRuns: 12 },
  ));

test('so they do in an index of several blocks', async () => {
  const [count, size] = [70_000, 3];
  const index = await createExactIndex({ measure: 'l2', size, threads: 1 });
  const items = {
    ...draw(count, size, 5),
    data: draw(count, size, 5).data.map((v, i) => v + (i % 997) / 1e4),
  };
  await index.add(idsFrom(0, count), items);
  const last = rowsOf(items, count - 60, 60);
  await expectSame(index, last, 8, idsFrom(count - 60, 60));
  await index.delete(idsFrom(count - 20, 20));
  await expectSame(index, last, 8, idsFrom(count - 60, 60));
  await index.close();
});

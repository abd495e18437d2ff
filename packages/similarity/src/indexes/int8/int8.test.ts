import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codesOf, idsFrom } from '../../../test/naive.ts';
import {
  type Codes,
  createExactIndex,
  createInt8Index,
  type Index,
  type MeasureName,
  measures,
  openIndex,
} from '../../index.ts';
import { int8Block } from './int8-block.ts';

const names = Object.keys(measures) as MeasureName[];

/** What the index that is made by `make` and the exact index say of the same items. */
async function both(
  make: () => Promise<Index>,
  measure: MeasureName,
  items: Codes,
  queries: Codes,
  k: number,
) {
  const exact = await createExactIndex({ measure, size: items.size, threads: 1 });
  const int8 = await make();
  const found = [];
  for (const index of [exact, int8]) {
    await index.add(idsFrom(0, items.count), items);
    await index.delete(idsFrom(5, 3));
    const exclude = idsFrom(0, queries.count);
    found.push(await index.search(queries, k), await index.search(queries, k, { exclude }));
    await index.close();
  }
  return { exact: found.slice(0, 2), int8: found.slice(2) };
}

/** Codes in some clouds, between 0 and 1. */
const cloudy = (count: number, size: number, seed: number) => {
  const data = Float32Array.from({ length: count * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return (
      1 / (1 + Math.exp(-2 * Math.sin((i % 17) * 7.1 + j * 3.3) - Math.sin((i + seed) * 12.9 + j * 78.2)))
    );
  });
  return { count, size, data };
};

test.each(names)(
  'by %s gives the answers of the exact index to the bit, over two blocks',
  async (measure) => {
    const make = () => createInt8Index({ measure, size: 16, threads: 1 });
    const { exact, int8 } = await both(make, measure, cloudy(32_000, 16, 0), cloudy(40, 16, 0.5), 10);
    expect(int8).toEqual(exact);
  },
);

test('where all items are nearly as near, it still does', async () => {
  const near = (spread: number) =>
    codesOf(
      Array.from({ length: 3000 }, (_, i) => [1 + spread * Math.sin(i), 2, 3 + spread * Math.cos(i), 100]),
    );
  for (const spread of [1e-2, 1e-3]) {
    const make = () => createInt8Index({ measure: 'cosine', size: 4, threads: 1 });
    const { exact, int8 } = await both(make, 'cosine', near(spread), codesOf([[1, 2, 3, 100]]), 7);
    expect(int8[0]!.distances).toEqual(exact[0]!.distances);
  }
});

test('in a folder it holds whole numbers on disk, and sees what is added there', async () => {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-int8-'));
  const folder = join(home, 'index');
  const make = () => createInt8Index({ measure: 'bce', size: 8, threads: 1, folder });
  const [items, queries] = [cloudy(2000, 8, 0), cloudy(20, 8, 0.5)];
  const { exact, int8 } = await both(make, 'bce', items, queries, 5);
  expect(int8).toEqual(exact);
  const index = await openIndex(folder, { threads: 1 });
  expect(index.count).toBe(1997);
  expect(await index.search(queries, 5)).toEqual(exact[0]);
  const other = await openIndex(folder, { kind: 'disk', threads: 1 });
  await other.add(Uint32Array.of(9000), cloudy(1, 8, 77));
  expect(Array.from((await index.search(cloudy(1, 8, 77), 1)).ids)).toBeDefined();
  expect(index.count).toBe(1998);
  expect(Array.from((await index.search(queries, 1998)).ids)).toContain(9000);
  await Promise.all([index.close(), other.close()]);
  await rm(home, { recursive: true });
});

test('what a row loses in 8 bits is no more than it says, whatever the query', () => {
  const row = fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), row, (rows, query) => {
      const matrix = Float32Array.from(rows.flatMap((values) => [...values, 0]));
      const block = { start: 0, rows: rows.length, matrix, bias: new Float64Array(rows.length) };
      const { bytes, lows, steps, worstLoss } = int8Block(block, { width: 3, columns: 4 });
      const bound = Math.hypot(...query.map((value, i) => value * steps[i]!)) * worstLoss;
      for (const [r, values] of rows.entries()) {
        const lost = values.map(
          (value, i) => Math.fround(value) - (lows[i]! + steps[i]! * bytes[r * 3 + i]!),
        );
        const error = Math.abs(lost.reduce((sum, value, i) => sum + value * query[i]!, 0));
        expect(error).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-30);
        for (const [i, value] of lost.entries())
          expect(Math.abs(value)).toBeLessThanOrEqual(0.51 * steps[i]! + 1e-30);
      }
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, idsFrom } from '../../../test/naive.ts';
import { type Codes, createExactIndex, type Index, type MeasureName, measures } from '../../index.ts';
import { innerProduct } from '../../measures/inner-product.ts';
import { random } from '../../random.ts';
import { columnSessions } from './column-sessions.ts';
import { MemoryRows } from './memory-rows.ts';
import { scanColumns } from './scan-columns.ts';
import { shortRows } from './short-rows.ts';

const names = Object.keys(measures) as MeasureName[];

/** Codes in 0..1 most of which lies along few directions, as that of real ones does. */
function draw(count: number, size: number, seed: number, noise: number, directions = 6): Codes {
  const [of, next] = [random(7), random(seed)];
  const along = Float32Array.from({ length: directions * size }, () => of() - 0.5);
  const data = new Float32Array(count * size);
  for (let row = 0; row < count; row++) {
    const weights = Array.from({ length: directions }, () => next() - 0.5);
    for (let i = 0; i < size; i++) {
      const value = weights.reduce((sum, weight, d) => sum + weight * along[d * size + i]!, 0.5);
      data[row * size + i] = Math.min(1, Math.max(0, value + noise * (next() - 0.5)));
    }
  }
  return { count, size, data };
}

const part = ({ data, size }: Codes, start: number, count: number): Codes => ({
  count,
  size,
  data: data.subarray(start * size, (start + count) * size),
});

test('no score is larger than the bound that short rows put on it', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.integer({ min: 40, max: 90 }),
      fc.constantFrom(0, 1e-3, 0.05, 0.4),
      fc.constantFrom(1, 1e-3, 1e3),
      fc.integer({ min: 0, max: 1e6 }),
      async (name, size, noise, scale, seed) => {
        const measure = measures[name];
        const larger = measure.range ? 1 : scale;
        const scaled = (codes: Codes) => ({ ...codes, data: codes.data.map((value) => value * larger) });
        const items = scaled(draw(300, size, seed, noise));
        const queries = scaled(draw(20, size, seed + 1, noise));
        const width = measure.width(size);
        const rows = new MemoryRows(width);
        await rows.add(idsFrom(0, 300), [{ ...measure.prepareItems(items), count: 300 }], {});
        const short = await shortRows(rows.blocks(), width, 1);
        if (!short) return;
        const prepared = measure.prepareQueries(queries);
        const batch = { count: 20, width, queries: prepared, excluded: new Int32Array(20).fill(-1) };
        const sessions = columnSessions(1);
        const { queries: shortened, offsets } = await short.shorten(prepared.vectors);
        const bounds = await scanColumns(
          await sessions.of(short.columns),
          batch,
          shortened,
          short.blocks,
          300,
        );
        let seen = 0;
        bounds.forEach((query, bound, position) => {
          seen++;
          const { matrix, bias } = rows.find()(position);
          const product = innerProduct(
            prepared.vectors,
            query * width,
            matrix,
            position * (width + 1),
            width,
          );
          expect(bound + offsets[query]! + short.biasError).toBeGreaterThanOrEqual(product + bias[position]!);
        });
        expect(seen).toBe(20 * 300);
        await short.close();
        await sessions.close();
      },
    ),
    { numRuns: 60 },
  ));

/** What so many queries are answered after the index has seen enough of them to take short rows. */
async function askedAfterMany(index: Index, queries: Codes, exclude: Uint32Array, many: Codes) {
  await index.search(many, 3);
  const together = await index.search(queries, 8, { exclude });
  const one = await index.search(part(queries, 0, 1), 8, { exclude: exclude.subarray(0, 1) });
  return { together, one: answer(one) };
}

describe('an index that was asked often answers as one that was not', () => {
  const [count, size] = [8400, 128];
  const exclude = idsFrom(0, 70);

  async function expectSame(measure: MeasureName, items: Codes, queries: Codes, gone = Uint32Array.of()) {
    const [often, once] = [
      await createExactIndex({ measure, size, threads: 1 }),
      await createExactIndex({ measure, size, threads: 1 }),
    ];
    for (const index of [often, once]) {
      await index.add(idsFrom(0, items.count), items);
      await index.delete(gone);
    }
    const wanted = await once.search(queries, 8, { exclude });
    const got = await askedAfterMany(often, queries, exclude, part(items, 0, 2100));
    expect(got.together).toEqual(wanted);
    expect(got.one).toEqual(answer(wanted));
    await often.close();
    await once.close();
  }

  test.each(names)('%s', async (measure) => {
    const items = draw(count, size, 3, 0.1);
    await expectSame(measure, items, part(items, 0, 70), Uint32Array.of(5, 80, count - 1));
    await expectSame(measure, items, draw(70, size, 4, 0.1));
  });

  test('whose codes have no direction that tells more than others', async () => {
    const next = random(5);
    const data = Float32Array.from({ length: count * size }, () => next());
    await expectSame('l2', { count, size, data }, draw(70, size, 4, 0.1));
  });

  test('whose items are equal a thousand times, so that no bound can tell them apart', async () => {
    const some = draw(8, size, 3, 0.1);
    const data = new Float32Array(count * size);
    for (let row = 0; row < count; row++) data.set(part(some, row % 8, 1).data, row * size);
    await expectSame('cosine', { count, size, data }, part({ count, size, data }, 0, 70));
  });

  test('of which few lie near and all others about equally far', async () => {
    const far = draw(count, size, 3, 0.5, 1);
    await expectSame('dot', far, part(far, 0, 70));
  });
});

test('rows that were added after are found', async () => {
  const items = draw(8400, 128, 3, 0.1);
  const index = await createExactIndex({ measure: 'l2', size: 128, threads: 1 });
  await index.add(idsFrom(0, 8400), items);
  await index.search(part(items, 0, 2100), 3);
  const late = draw(5, 128, 9, 0.1);
  expect((await index.search(late, 1)).distances.every((distance) => distance > 0)).toBe(true);
  await index.add(idsFrom(9000, 5), late);
  await index.search(part(items, 0, 2100), 3);
  expect(Array.from((await index.search(late, 1)).ids)).toEqual([9000, 9001, 9002, 9003, 9004]);
  await index.delete(Uint32Array.of(9002));
  expect(Array.from((await index.search(late, 1)).ids)).not.toContain(9002);
  await index.close();
});

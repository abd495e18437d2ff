import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachIndex } from '../../test/each-index.ts';
import { answer, codesOf, idsFrom, naiveDistances } from '../../test/naive.ts';
import {
  type Codes,
  type Index,
  indexes,
  type MeasureName,
  measures,
  openIndex,
  weightedMeasure,
} from '../index.ts';
import { readManifest } from './disk/manifest.ts';

const measureNames = Object.keys(measures) as MeasureName[];
const one = codesOf([[0.25, 0.75]]);
const one1 = codesOf([[0]]);

/** Codes that every measure takes; some equal rows. */
const someCodes = (size: number, minLength: number) => {
  const value = fc.oneof(
    fc.constantFrom(0, 0.5, 1),
    fc.integer({ min: 0, max: 256 }).map((n) => n / 256),
  );
  const row = fc.array(value, { minLength: size, maxLength: size });
  return fc.array(row, { minLength, maxLength: 16 }).map((rows) => codesOf(rows, size));
};
const problem = fc
  .integer({ min: 1, max: 5 })
  .chain((size) => fc.record({ items: someCodes(size, 3), queries: someCodes(size, 1) }));

/** All items are asked for, so that an index that may miss some has no excuse. */
function expectNaive(found: Awaited<ReturnType<Index['search']>>, naive: number[][], first = 100): void {
  for (const [query, all] of naive.entries()) {
    const { ids, distances } = answer(found, query);
    const wanted = all.toSorted((a, b) => a - b);
    expect(new Set(ids).size).toBe(found.k);
    for (const [rank, distance] of distances.entries()) {
      const near = 1e-5 * Math.abs(wanted[rank]!) + 4e-6;
      expect(Math.abs(distance - wanted[rank]!)).toBeLessThanOrEqual(near);
      expect(Math.abs(all[ids[rank]! - first]! - distance)).toBeLessThanOrEqual(near);
    }
  }
}

eachIndex(({ name, isExact, newFolder, create, using }) => {
  test.each(measureNames)('by %s finds what the naive double loop finds', async (measure) => {
    await fc.assert(
      fc.asyncProperty(problem, ({ items, queries }) =>
        using({ measure, size: items.size }, async (index) => {
          await index.add(idsFrom(100, items.count), items);
          expectNaive(await index.search(queries, items.count), naiveDistances(measure, queries, items));
        }),
      ),
      { numRuns: 12 },
    );
  });

  test('says what it is', () =>
    using({ measure: 'l2', size: 3 }, async (index) => {
      const { exact, measure, size, count, idType } = index;
      expect({ exact, measure, size, count, idType }).toEqual({
        measure: 'l2',
        exact: isExact,
        size: 3,
        count: 0,
        idType: 'number',
      });
    }));

  test('is the same however additions, deletions, saving and opening are mixed', async () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ delete: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }) }),
      fc.constant('reopen' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        let index = await create({ measure: 'l2', size: 1 });
        const there = new Map<number, number>();
        let next = 0;
        for (const done of steps) {
          if (done === 'reopen') {
            const folder = newFolder();
            await index.save(folder);
            await index.close();
            index = await openIndex(folder, { kind: name, threads: 1 });
          } else if ('add' in done) {
            const ids = idsFrom(next, done.add);
            for (const id of ids) there.set(id, id * 3);
            await index.add(ids, codesOf(Array.from(ids, (id) => [id * 3])), {
              payloads: Array.from(ids, (id) => ({ id })),
            });
            next += done.add;
          } else {
            const held = new Set(done.delete.filter((id) => there.delete(id)));
            expect(await index.delete(Uint32Array.from(done.delete))).toBe(held.size);
          }
          expect(index.count).toBe(there.size);
        }
        if (there.size > 0) {
          const found = await index.search(codesOf([[0]]), there.size);
          expect(answer(found)).toEqual({ ids: [...there.keys()], distances: [...there.values()] });
        }
        const all = await index.payloads(idsFrom(0, next));
        expect(all).toEqual(Array.from(idsFrom(0, next), (id) => (there.has(id) ? { id } : undefined)));
        await index.close();
      }),
      { numRuns: 25 },
    );
  });

  test('takes strings as ids, with payloads, and gives them back', () =>
    using({ measure: 'l2', size: 1, idType: 'string' }, async (index) => {
      const ids = ['a/ä.png', 'two\nlines', '', "it's \u{1f600}"];
      const payloads = [{ path: 'x', n: [1, { deep: null }] }, null, undefined, { label: 3 }];
      await index.add(ids, codesOf([[0], [1], [2], [3]]), { payloads });
      expect((await index.search(codesOf([[0]]), 4)).ids).toEqual(ids);
      const folder = newFolder();
      await index.save(folder);
      const opened = await openIndex(folder, { kind: name, idType: 'string', threads: 1 });
      expect(await opened.search(codesOf([[3]]), 4, { exclude: [''] }).catch((e) => e.message)).toContain(
        'k (of 3',
      );
      expect((await opened.search(codesOf([[3]]), 3, { exclude: [''] })).ids).toEqual([
        ids[3],
        ids[1],
        ids[0],
      ]);
      expect(await opened.payloads(['two\nlines', 'no', ids[0]!])).toEqual([
        undefined,
        undefined,
        payloads[0],
      ]);
      await opened.close();
    }));

  test('finds only what the filter lets through, and never the excluded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { minLength: 4, maxLength: 40 }), (labels) =>
        using({ measure: 'l2', size: 1 }, async (index) => {
          const ids = idsFrom(0, labels.length);
          const payloads = labels.map((label) => ({ label }));
          await index.add(ids, codesOf(Array.from(ids, (id) => [id])), { payloads });
          await index.delete(Uint32Array.of(1));
          const filter = (id: number, payload: unknown) =>
            id !== 3 && (payload as { label: number }).label < 5;
          const wanted = Array.from(ids).filter((id) => id !== 1 && filter(id, payloads[id]) && id !== 0);
          const exclude = Uint32Array.of(0);
          const search = index.search(codesOf([[0]]), wanted.length, { exclude, filter });
          if (wanted.length === 0) await expect(search).rejects.toMatchObject({ code: 'INDEX_EMPTY' });
          else expect(answer(await search).ids).toEqual(wanted);
        }),
      ),
      { numRuns: 20 },
    );
  });

  test('tells how far an addition is', () =>
    using({ measure: 'dot', size: 1 }, async (index) => {
      const told: number[] = [];
      const codes: Codes = { count: 9000, size: 1, data: new Float32Array(9000) };
      await index.add(idsFrom(0, 9000), codes, { onProgress: (done, of) => told.push(done / of) });
      expect(told.at(-1)).toBe(1);
      expect(told.length).toBeGreaterThan(1);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
    }));

  test('takes nothing, and is asked nothing', () =>
    using({ measure: 'l2', size: 1 }, async (index) => {
      const none = { count: 0, size: 1, data: new Float32Array() };
      await index.add(new Uint32Array(), none);
      expect([index.count, await index.delete(new Uint32Array())]).toEqual([0, 0]);
      expect(await index.payloads(new Uint32Array())).toEqual([]);
      await index.add(Uint32Array.of(1), one1);
      expect(await index.search(none, 1)).toEqual({
        k: 1,
        count: 0,
        ids: new Uint32Array(),
        distances: new Float32Array(),
      });
    }));

  test("keeps payloads as JSON has them, whatever becomes of the caller's objects", () =>
    using({ measure: 'l2', size: 1 }, async (index) => {
      const payload: Record<string, unknown> = { when: new Date(0), no: undefined, deep: [{ a: 1 }] };
      await index.add(Uint32Array.of(1), one1, { payloads: [payload] });
      payload.deep = 'changed';
      const kept = { when: '1970-01-01T00:00:00.000Z', deep: [{ a: 1 }] };
      expect(await index.payloads(Uint32Array.of(1))).toEqual([kept]);
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      for (const bad of [circle, { big: 1n }, [1], 'text', () => 1]) {
        const adding = index.add(Uint32Array.of(2), one1, { payloads: [bad as never] });
        await expect(adding).rejects.toThrow('payloads: that of row 0 is no object that JSON can hold');
      }
      expect(index.count).toBe(1);
    }));

  test('remembers weights', async () => {
    const folder = newFolder();
    const measure = weightedMeasure('bce', Float32Array.of(3, 0.5));
    const items = codesOf([
      [0.25, 0.75],
      [0.5, 0.125],
    ]);
    let found: unknown;
    await using({ measure, size: 2 }, async (index) => {
      await index.add(Uint32Array.of(100, 101), items);
      found = await index.search(one, 2);
      expectNaive(found as never, naiveDistances('bce', one, items, measure.weights));
      await index.save(`${folder}/`);
    });
    const opened = await openIndex(folder, { kind: name, threads: 1 });
    expect(await opened.search(one, 2)).toEqual(found);
    await opened.close();
  });

  // The folders of LanceDB and Milvus are their own, and are opened by their names.
  test.skipIf(name === 'lancedb' || name === 'milvus')(
    'its store says of which kind it is, and is opened without saying',
    async () => {
      const folder = newFolder();
      const index = await indexes[name].create({
        measure: 'cosine',
        size: 2,
        threads: 1,
        ...(name === 'disk' && { folder }),
      });
      await index.add(Uint32Array.of(7), codesOf([[0.25, 0.75]]));
      if (name !== 'disk') await index.save(folder);
      await index.close();
      expect((await readManifest(folder)).kind).toBe(name);
      const opened = await openIndex(folder, { threads: 1 });
      expect([...(await opened.search(codesOf([[0.25, 0.75]]), 1)).ids]).toEqual([7]);
      await opened.close();
    },
  );
});

import { mkdtemp, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, codesOf, idsFrom } from '../../../test/naive.ts';
import { createExactIndex, type Index, type MeasureName, measures, openIndex } from '../../index.ts';
import { createUsearchIndex, openUsearchIndex } from '../../usearch.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-usearch-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const size = 12;
/** Codes between 0 and 1 in some clouds, as those of pictures are. */
const cloudy = (count: number, seed: number) =>
  codesOf(
    Array.from({ length: count }, (_, i) =>
      Array.from({ length: size }, (_, j) => {
        const cloud = Math.sin((i % 13) * 7.1 + j * 3.3);
        return 1 / (1 + Math.exp(-2 * cloud - Math.sin((i + seed) * 12.9898 + j * 78.233)));
      }),
    ),
  );
const items = cloudy(3000, 0);
const queries = cloudy(60, 0.5);
const ids = idsFrom(0, items.count);

const recall = (found: Uint32Array, wanted: Uint32Array, k: number) => {
  let hits = 0;
  for (let i = 0; i < wanted.length; i++) {
    const row = Math.floor(i / k) * k;
    if (found.subarray(row, row + k).includes(wanted[i]!)) hits++;
  }
  return hits / wanted.length;
};

async function exactly(measure: MeasureName, search: (index: Index) => ReturnType<Index['search']>) {
  const index = await createExactIndex({ measure, size, threads: 1 });
  await index.add(ids, items);
  const found = await search(index);
  await index.close();
  return found;
}

test.each(Object.keys(measures) as MeasureName[])(
  'the graph by %s finds nearly all that there is',
  async (measure) => {
    const wanted = await exactly(measure, (index) => index.search(queries, 10));
    const index = await createUsearchIndex({ measure, size, threads: 1, expansionSearch: 128 });
    await index.add(ids, items);
    const found = await index.search(queries, 10);
    expect(recall(found.ids, wanted.ids, 10)).toBeGreaterThan(0.95);
    expect(recall(found.ids, wanted.ids, 10)).toBeLessThanOrEqual(1);
    await index.close();
  },
);

test('distances are those of the exact index to the bit', async () => {
  const wanted = await exactly('bce', (index) => index.search(queries, 3000));
  const distanceOf = new Map(answer(wanted).ids.map((id, rank) => [id, answer(wanted).distances[rank]]));
  const index = await createUsearchIndex({ measure: 'bce', size, threads: 1 });
  await index.add(ids, items);
  const found = answer(await index.search(queries, 10));
  expect(found.distances).toEqual(found.ids.map((id) => distanceOf.get(id)));
  await index.close();
});

test('a filter that leaves few finds exactly those', async () => {
  const filter = (id: number) => id % 50 === 0;
  const wanted = await exactly('cosine', (index) => index.search(queries, 10, { filter }));
  const index = await createUsearchIndex({ measure: 'cosine', size, threads: 1 });
  await index.add(ids, items);
  expect(await index.search(queries, 10, { filter })).toEqual(wanted);
  await index.close();
});

test('items larger than all before are put in, and found', async () => {
  const index = await createUsearchIndex({ measure: 'dot', size: 2, threads: 1 });
  for (let i = 0; i < 8; i++) await index.add(Uint32Array.of(i), codesOf([[2 ** i, 1]]));
  expect(answer(await index.search(codesOf([[1, 0]]), 8)).ids).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  await index.close();
});

describe('a saved graph', () => {
  const saved = async (name: string) => {
    const folder = join(home, name);
    const index = await createUsearchIndex({ measure: 'l2', size, threads: 1 });
    await index.add(ids, items);
    await index.delete(idsFrom(0, 2500));
    await index.save(folder);
    const found = await index.search(queries, 10);
    await index.close();
    return { folder, found };
  };

  test('is mapped, answers the same, and takes in more', async () => {
    const { folder, found } = await saved('mapped');
    const told: number[] = [];
    const index = await openUsearchIndex(folder, { threads: 1 });
    expect(recall((await index.search(queries, 10)).ids, found.ids, 10)).toBeGreaterThan(0.98);
    await index.add(Uint32Array.of(7), cloudy(1, 3), { onProgress: (done) => told.push(done) });
    expect(told).toEqual([1]); // the one that is new, not all
    expect(answer(await index.search(cloudy(1, 3), 1)).ids).toEqual([7]);
    await index.close();
  });

  test('that was cut is an error, and is built anew where it is not there', async () => {
    const { folder, found } = await saved('cut');
    const path = join(folder, 'graph.usearch');
    const { size: bytes, mtime } = await stat(path);
    for (let kept = 0; kept < bytes; kept += Math.ceil(bytes / 10)) {
      await truncate(path, kept);
      await utimes(path, mtime, mtime);
      await expect(openIndex(folder)).rejects.toThrow(`graph.usearch has ${kept} bytes of ${bytes}`);
    }
    const facts = await readFile(join(folder, 'graph.json'));
    for (let kept = 0; kept < facts.length; kept += Math.ceil(facts.length / 10)) {
      await writeFile(join(folder, 'graph.json'), facts.subarray(0, kept));
      await expect(openIndex(folder)).rejects.toThrow('graph.json was cut or changed. Remove graph.json');
    }
    await rm(join(folder, 'graph.json'));
    const index = await openIndex(folder, { threads: 1 });
    expect(recall((await index.search(queries, 10)).ids, found.ids, 10)).toBeGreaterThan(0.95);
    await index.close();
  });

  test('is opened by the exact index too', async () => {
    const { folder } = await saved('exact');
    const index = await openIndex(folder, { kind: 'exact', threads: 1 });
    const rest = { count: 500, size, data: items.data.subarray(2500 * size) };
    const found = await index.search(rest, 1);
    expect(Array.from(found.ids)).toEqual(Array.from(ids.subarray(2500)));
    await index.close();
  });
});

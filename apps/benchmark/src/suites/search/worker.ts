// A contender's process: an index of ours, its own memory to measure.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Codes, type Index, indexes, openIndex } from '@hourglass/similarity';
import { createUsearchIndex } from '@hourglass/similarity/usearch';
import { answerOrders, type Tell } from '../answer-orders.ts';
import { type Order, type Plan, type Ran, readPlan, type Started } from './plan.ts';

const [folder = '', kind = '', ef = ''] = process.argv.slice(2);
/** Where an index is that is kept on disk. */
const place = join(folder, `${kind}-index`);
/** Times that it is opened, for the time that takes. */
const OPENED = 5;

await answerOrders<Order>(async (tell) => {
  const { plan, items, queries } = await readPlan(folder);
  const start = performance.now();
  let index = await create(plan);
  await index.add(
    Uint32Array.from({ length: items.count }, (_, row) => row),
    items,
    { onProgress: toldNowAndThen(tell) },
  );
  const buildSeconds = (performance.now() - start) / 1000;
  const openSeconds: number[] = [];
  if (kind === 'disk') {
    for (let i = 0; i < OPENED; i++) {
      await index.close();
      const begun = performance.now();
      index = await openIndex(place, { threads: plan.threads });
      openSeconds.push((performance.now() - begun) / 1000);
    }
  }
  return {
    started: { buildSeconds, ...(kind === 'disk' && { openSeconds }) } satisfies Started,
    async obey(order) {
      if (order.order === 'run') return run(index, queries, plan.k, order);
      const { ids } = await index.search(queries, plan.k);
      await writeFile(join(folder, order.file), Int32Array.from(ids));
      return {};
    },
  };
});

async function create({ size, threads, connectivity, expansionAdd }: Plan): Promise<Index> {
  const options = { measure: 'dot', size, threads } as const;
  if (kind === 'usearch')
    return createUsearchIndex({ ...options, connectivity, expansionAdd, expansionSearch: Number(ef) });
  await rm(place, { recursive: true, force: true });
  return indexes[kind as keyof typeof indexes].create({ ...options, folder: place });
}

async function run(
  index: Index,
  queries: Codes,
  k: number,
  { work, steps }: Extract<Order, { order: 'run' }>,
): Promise<Ran> {
  const { size } = queries;
  const start = performance.now();
  for (let step = 0; step < steps; step++) {
    const row = step % queries.count;
    const data = queries.data.subarray(row * size, (row + 1) * size);
    await index.search(work === 'many' ? queries : { count: 1, size, data }, k);
  }
  const seconds = (performance.now() - start) / 1000;
  return { queries: steps * (work === 'many' ? queries.count : 1), seconds };
}

function toldNowAndThen(tell: Tell): (done: number, of: number) => void {
  let last = performance.now();
  return (done, of) => {
    if (performance.now() - last < 5000) return;
    last = performance.now();
    tell(`${done} of ${of} items are in`);
  };
}

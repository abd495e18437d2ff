import type { ImageSet } from '@hourglass/datasets';
import { createRawEncoder } from '@hourglass/models';
import { expect, it } from 'vitest';
import { encodeSet } from './coded-set.ts';
import { evaluate } from './evaluate.ts';
import { findNeighbours } from './neighbours.ts';

function pictures(count: number): ImageSet {
  const pixels = Uint8Array.from({ length: count * 4 }, (_, i) => (i * 37) % 251);
  const labels = { fine: { names: ['a', 'b'], values: Uint8Array.from({ length: count }, (_, i) => i % 2) } };
  const ids = Uint32Array.from({ length: count }, (_, i) => i);
  return { name: 'few', split: 'train', shape: [2, 2, 1], count, pixels, labels, ids };
}

async function all<T>(findings: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const finding of findings) list.push(finding);
  return list;
}

it.each([1, 2, 7, 9, 10, 30])('is measured among %i pictures as far as there are enough', async (count) => {
  const raw = createRawEncoder([2, 2, 1]);
  const items = await encodeSet(raw, pictures(count));
  const queries = await encodeSet(raw, pictures(2));
  expect(await all(evaluate(items, queries, 1, 1))).toHaveLength(count < 10 ? 0 : 2);
  for (const event of await all(findNeighbours(items, queries, 1, 1))) {
    const { k, rows } = event as Extract<typeof event, { type: 'neighbours' }>;
    expect(k).toBe(Math.min(count, 8));
    for (const { ids } of rows) expect(ids).toHaveLength(k);
  }
});

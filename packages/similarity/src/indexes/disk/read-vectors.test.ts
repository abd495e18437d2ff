import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDiskIndex, readVectors } from '../../index.ts';

test('gives ids and vectors of what is there, and not of what was deleted', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'hourglass-vectors-')), 'index');
  const index = await createDiskIndex({ folder, measure: 'cosine', size: 2, idType: 'string' });
  expect(await all()).toEqual([]);
  await index.add(['a', 'b', 'c'], { count: 3, size: 2, data: Float32Array.of(3, 4, 0, 2, -5, 0) });
  await index.delete(['b']);
  await index.add(['d'], { count: 1, size: 2, data: Float32Array.of(0, 0) });
  async function all() {
    const found: unknown[] = [];
    for await (const { ids, vectors } of readVectors(folder, { idType: 'string' })) {
      ids.forEach((id, row) => {
        found.push([id, ...vectors.data.subarray(row * vectors.size, (row + 1) * vectors.size)]);
      });
    }
    return found;
  }
  expect(await all()).toEqual([
    ['a', expect.closeTo(0.6), expect.closeTo(0.8)],
    ['c', -1, 0],
    ['d', 0, 0],
  ]);
  await index.close();
  await expect(readVectors(folder).next()).rejects.toMatchObject({ code: 'STORE_MISMATCH' });
  rmSync(join(folder, '..'), { recursive: true });
});

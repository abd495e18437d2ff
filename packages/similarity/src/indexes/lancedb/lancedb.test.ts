import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@lancedb/lancedb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, codesOf, idsFrom } from '../../../test/naive.ts';
import { createLanceIndex, openLanceIndex } from '../../lancedb.ts';

let home: string;
let made = 0;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-lancedb-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const newFolder = () => join(home, String(made++));
const zero = codesOf([[0]]);

test('many small additions leave few fragments, and all items', async () => {
  const folder = newFolder();
  const index = await createLanceIndex({ measure: 'l2', size: 1, folder });
  for (let i = 0; i < 40; i++) await index.add(Uint32Array.of(i), codesOf([[i]]));
  expect(answer(await index.search(zero, 40)).ids).toEqual(Array.from(idsFrom(0, 40)));
  await index.close();
  const db = await connect(folder);
  const { numFragments } = (await (await db.openTable('items')).stats()).fragmentStats;
  expect(numFragments).toBeLessThan(12);
});

test('what another process adds is seen', async () => {
  const folder = newFolder();
  const reader = await createLanceIndex({ measure: 'l2', size: 1, folder });
  const writer = await openLanceIndex(folder);
  await writer.add(Uint32Array.of(5), zero);
  expect(answer(await reader.search(zero, 1)).ids).toEqual([5]);
  await expect(reader.add(Uint32Array.of(5), zero)).rejects.toMatchObject({ code: 'ID_DUPLICATED' });
  await Promise.all([reader.close(), writer.close()]);
});

test('a folder that goes away, or is a file, or cannot be made, is an error of ours', async () => {
  const folder = newFolder();
  const index = await createLanceIndex({ measure: 'l2', size: 1, folder });
  await index.add(Uint32Array.of(1), zero);
  await rm(folder, { recursive: true });
  await expect(index.add(Uint32Array.of(2), zero)).rejects.toMatchObject({ code: 'STORE_MISSING' });
  await index.close();
  const file = newFolder();
  await writeFile(file, 'x');
  await expect(createLanceIndex({ measure: 'l2', size: 1, folder: file })).rejects.toThrow(
    `index at ${file}`,
  );
  await expect(openLanceIndex(file)).rejects.toThrow(`index at ${file}`);
  expect(await readdir(home)).not.toContain('nothing');
  await expect(openLanceIndex(join(home, 'nothing'))).rejects.toMatchObject({ code: 'STORE_MISSING' });
  expect(await readdir(home)).not.toContain('nothing');
});

test('a table that is no index is not taken for one', async () => {
  const folder = newFolder();
  const db = await connect(folder);
  await db.createTable('items', [{ id: 1, vector: [1, 2] }]);
  await expect(openLanceIndex(folder)).rejects.toThrow("its table 'items' is no index.");
  await expect(createLanceIndex({ measure: 'l2', size: 1, folder })).rejects.toMatchObject({
    code: 'STORE_EXISTS',
  });
});

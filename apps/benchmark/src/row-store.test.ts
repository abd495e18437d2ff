import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetRows, openRowStore } from './row-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hourglass-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

const row = { name: 'pca-16', mse: 0.1 };
const key = { codeSize: 16 };

test('gives back what was put under the same key in the same circumstances', async () => {
  await (await openRowStore(folder, 'a.full', { node: '20' })).put(key, row);
  const again = await openRowStore(folder, 'a.full', { node: '20' });
  expect(await again.get(key)).toEqual(row);
  expect(await again.get({ codeSize: 32 })).toBeUndefined();
  expect(again.found).toBe(1);
  const elsewhere = [
    openRowStore(folder, 'a.full', { node: '22' }),
    openRowStore(folder, 'b.full', { node: '20' }),
  ];
  for (const other of await Promise.all(elsewhere)) expect(await other.get(key)).toBeUndefined();
});

test('half a file is none', async () => {
  const store = await openRowStore(folder, 'a.full', {});
  await store.put(key, row);
  const file = join(folder, (await readdir(folder))[0]!);
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20));
  expect(await store.get(key)).toBeUndefined();
});

test("forgets one run's rows and nothing else", async () => {
  const [a, b] = [await openRowStore(folder, 'a.full', {}), await openRowStore(folder, 'a.quick', {})];
  await a.put(key, row);
  await b.put(key, row);
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await forgetRows(folder, 'a.full');
  expect(await a.get(key)).toBeUndefined();
  expect(await b.get(key)).toEqual(row);
  expect(await readdir(folder)).toContain('notes.txt');
});

// Node's own recursive mkdir never comes back there.
test.runIf(process.platform === 'linux')('a folder that cannot be made is an error', async () => {
  await expect(openRowStore('/proc/x/y', 'a.full', {})).rejects.toThrow(/ENOENT|EACCES/);
});

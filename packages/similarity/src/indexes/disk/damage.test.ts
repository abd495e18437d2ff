import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer, codesOf, idsFrom } from '../../../test/naive.ts';
import { createDiskIndex, openIndex, SimilarityError } from '../../index.ts';

let home: string;
let whole: string;
const items = codesOf(Array.from({ length: 40 }, (_, i) => [i / 40, 0.5]));
const query = codesOf([[0.31, 0.5]]);
let wanted: unknown;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'hourglass-damage-'));
  whole = join(home, 'whole');
  const index = await createDiskIndex({ measure: 'bce', size: 2, folder: whole, threads: 1 });
  await index.add(idsFrom(0, 40), items, {
    payloads: Array.from({ length: 40 }, (_, i) => ({ path: `${i}.png` })),
  });
  await index.delete(Uint32Array.of(11, 12));
  wanted = await ask(index);
  await index.close();
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function ask(index: Awaited<ReturnType<typeof openIndex>>) {
  return { found: answer(await index.search(query, 5)), payloads: await index.payloads(idsFrom(10, 4)) };
}

/** What a person sees of a damaged copy: the right answer, or an error of ours. */
async function outcome(folder: string): Promise<unknown> {
  try {
    const index = await openIndex(folder, { threads: 1 });
    try {
      return await ask(index);
    } finally {
      await index.close();
    }
  } catch (error) {
    if (error instanceof SimilarityError) return error.code;
    throw error;
  }
}

async function damagedCopies(damage: (path: string, bytes: Buffer) => Promise<void>, each: number) {
  const outcomes: { name: string; at: number; result: unknown }[] = [];
  for (const name of (await readdir(whole)).filter((file) => file !== 'lock')) {
    const bytes = await readFile(join(whole, name));
    for (let at = 0; at < bytes.length; at += each) {
      const copy = join(home, 'copy');
      await cp(whole, copy, { recursive: true });
      await damage(join(copy, name), bytes.subarray(0, at));
      outcomes.push({ name, at, result: await outcome(copy) });
      await rm(copy, { recursive: true });
    }
  }
  return outcomes;
}

describe('a store on disk', () => {
  test('that was cut, at every tenth byte of every file, is an error that says so', async () => {
    const outcomes = await damagedCopies((path, kept) => truncate(path, kept.length), 10);
    expect(new Set(outcomes.map(({ name }) => name)).size).toBe(5);
    for (const { name, at, result } of outcomes)
      expect({ name, at, result }).toEqual({ name, at, result: 'STORE_DAMAGED' });
  });

  test('in which a byte was changed is an error that says so', async () => {
    const outcomes = await damagedCopies(async (path, before) => {
      const bytes = await readFile(path);
      bytes[before.length]! ^= 1;
      await writeFile(path, bytes);
    }, 7);
    for (const { name, at, result } of outcomes) {
      if (name === 'manifest.json' && result === 'STORE_MISMATCH') continue; // the version's digit
      expect({ name, at, result }).toEqual({ name, at, result: 'STORE_DAMAGED' });
    }
  });

  test('of which a file is gone is an error that says so', async () => {
    for (const name of (await readdir(whole)).filter((file) => file !== 'lock')) {
      const copy = join(home, 'copy');
      await cp(whole, copy, { recursive: true });
      await rm(join(copy, name));
      expect(await outcome(copy)).toBe(name === 'manifest.json' ? 'STORE_MISSING' : 'STORE_DAMAGED');
      await rm(copy, { recursive: true });
    }
  });

  test('passes over what a process that died had half written, and the next addition replaces it', async () => {
    const copy = join(home, 'half');
    await cp(whole, copy, { recursive: true });
    for (const name of ['rows.f32', 'ids', 'payloads.jsonl', 'gone.u32']) {
      await writeFile(join(copy, name), Buffer.alloc(1001, 7), { flag: 'a' });
    }
    expect(await outcome(copy)).toEqual(wanted);
    const index = await openIndex(copy, { threads: 1 });
    await index.add(Uint32Array.of(1000), query, { payloads: [{ path: 'new' }] });
    await index.delete(Uint32Array.of(13));
    await index.close();
    const again = await openIndex(copy, { threads: 1 });
    expect(answer(await again.search(query, 38)).ids).toContain(1000);
    expect(again.count).toBe(38);
    expect(await again.payloads(Uint32Array.of(13, 1000, 10))).toEqual([
      undefined,
      { path: 'new' },
      { path: '10.png' },
    ]);
    await again.close();
  });

  test('of a newer version says what to do', async () => {
    const copy = join(home, 'newer');
    await cp(whole, copy, { recursive: true });
    const text = await readFile(join(copy, 'manifest.json'), 'utf8');
    await writeFile(join(copy, 'manifest.json'), text.replace('"version":1', '"version":2'));
    await expect(openIndex(copy)).rejects.toThrow('its format is version 2; allowed: up to 1. Use a newer');
  });

  test('that goes away in the middle is an error that says so', async () => {
    const copy = join(home, 'goes');
    await cp(whole, copy, { recursive: true });
    const index = await openIndex(copy, { threads: 1 });
    await index.search(query, 1);
    await rm(copy, { recursive: true });
    await expect(index.search(query, 1)).rejects.toMatchObject({ code: 'STORE_MISSING' });
    await expect(index.add(Uint32Array.of(1000), query)).rejects.toMatchObject({ code: 'STORE_MISSING' });
    await index.close();
  });

  test('is not made where there is one already, or a file', async () => {
    const options = { measure: 'l2', size: 1, threads: 1 } as const;
    await expect(createDiskIndex({ ...options, folder: whole })).rejects.toMatchObject({
      code: 'STORE_EXISTS',
    });
    const file = join(home, 'file');
    await writeFile(file, 'x');
    await expect(createDiskIndex({ ...options, folder: file })).rejects.toThrow(`index at ${file}`);
  });
});

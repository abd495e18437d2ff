import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GraphBuilder, toOnnx } from '@hourglass/engine/graph';
import { indexFolder, openLibrary } from '@hourglass/library';
import { beforeEach, describe, expect, test } from 'vitest';
import { failure, options, picture, temporaryFolder } from './helpers.ts';

let root: string;
let store: string;
beforeEach(() => {
  const home = temporaryFolder();
  chmodSync(home, 0o755);
  root = join(home, 'pictures');
  store = join(home, 'store');
  mkdirSync(join(root, 'sub'), { recursive: true });
});

async function fill(count: number): Promise<void> {
  for (let i = 0; i < count; i++)
    writeFileSync(join(root, `${i % 2 ? 'sub/' : ''}${i}.png`), await picture(i));
}

test('a store that goes away in the middle is an error, and the next run makes it again', async () => {
  await fill(300);
  const work = () =>
    indexFolder(root, {
      ...options(store),
      onProgress: ({ done }) => done > 0 && rmSync(store, { recursive: true, force: true }),
    });
  expect(await failure('STORE_MISSING', work)).toContain('is not there');
  expect(await indexFolder(root, options(store))).toMatchObject({ files: 300 });
});

test('a folder that goes away in the middle takes nothing out of the store', async () => {
  await fill(300);
  await indexFolder(root, options(store));
  for (let i = 0; i < 300; i += 2) writeFileSync(join(root, `${i}.png`), await picture(1000 + i));
  const report = await indexFolder(root, {
    ...options(store),
    onProgress: ({ done }) => done > 0 && rmSync(root, { recursive: true, force: true }),
  });
  // What could not be read any more stays as it was known.
  expect(report).toMatchObject({ removed: [], files: 300 });
  expect(report.unreadable.length + report.changed.length).toBe(150);
  await failure('DATA_DIR_UNUSABLE', () => indexFolder(root, options(store)));
});

test('a run that is stopped keeps what is done', async () => {
  await fill(300);
  const stop = new AbortController();
  const stopped = indexFolder(root, {
    ...options(store),
    signal: stop.signal,
    onProgress: ({ done }) => done > 0 && stop.abort(new Error('enough')),
  });
  await expect(stopped).rejects.toThrow('enough');
  const { encoded, files } = await indexFolder(root, options(store));
  expect([encoded, files]).toEqual([300 - 128, 300]);
});

test('codes that are no numbers cost a line each', async () => {
  await fill(10);
  // The logarithm of what is left of a pixel's mean is no number for some pictures.
  const b = new GraphBuilder('some are NaN');
  const x = b.input('x', 'float32', [null, 48]);
  const half = b.constant({ type: 'float32', dims: [], data: Float32Array.of(0.5) });
  b.output('y', 'float32', [null, 48], b.op('Log', [b.op('Sub', [x, half])]));
  const encoder = { name: 'odd.onnx', shape: [4, 4, 3] as const, onnx: toOnnx(b.build()) };
  const report = await indexFolder(root, { store, encoder });
  expect(report.broken.length).toBe(10);
  expect(report.broken[0]!.reason).toBe("encoder 'odd.onnx' makes no numbers of it");
  expect(await indexFolder(root, { store })).toMatchObject({ stillBroken: 10, broken: [], encoded: 0 });
});

describe.skipIf(process.getuid?.() !== 0)('without permission', () => {
  const child = fileURLToPath(new URL('index-child.mjs', import.meta.url));
  const asNobody = () => {
    const told = execFileSync(process.execPath, [child, root, store], {
      uid: 65_534,
      gid: 65_534,
      encoding: 'utf8',
    });
    return JSON.parse(told) as { code?: string; message?: string; files?: number; encoded?: number };
  };

  test('to write, the store says so; to read a folder, its pictures stay as they were', async () => {
    await fill(10);
    expect(asNobody()).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining('permission denied'),
    });
    mkdirSync(store, { mode: 0o777 });
    chmodSync(store, 0o777);
    expect(asNobody()).toEqual({ files: 10, encoded: 10 });
    // A folder of pictures that may only be read is enough.
    chmodSync(root, 0o555);
    expect(asNobody()).toEqual({ files: 10, encoded: 0 });
    chmodSync(join(root, 'sub'), 0);
    chmodSync(join(root, '0.png'), 0);
    expect(asNobody()).toEqual({ files: 10, encoded: 0 });
    const library = await openLibrary(store);
    await library.close();
    expect(library.pictures).toHaveLength(10);
  });
});

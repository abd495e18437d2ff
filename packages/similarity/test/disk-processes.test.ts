import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDiskIndex, openIndex } from '@hourglass/similarity';
import { afterAll, beforeEach, expect, test } from 'vitest';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const homes: string[] = [];
let folder: string;

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-processes-'));
  homes.push(home);
  folder = join(home, 'index');
});
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true, force: true }))));

const script = (body: string) => [
  '--input-type=module',
  '--eval',
  `import { openIndex } from '@hourglass/similarity';
   const [folder, start] = [process.argv[1], Number(process.argv[2])];
   const item = (i) => ({ count: 1, size: 1, data: Float32Array.of(i) });
   const index = await openIndex(folder, { threads: 1 });
   ${body}`,
];

const made = () => createDiskIndex({ measure: 'l2', size: 1, folder, threads: 1 });
const query = { count: 1, size: 1, data: Float32Array.of(-1) };

test('two processes that add at once both have all they added in the index', async () => {
  await (await made()).close();
  const adding = script(
    'for (let i = start; i < start + 30; i++) await index.add(Uint32Array.of(i), item(i)); await index.close();',
  );
  const run = promisify(execFile);
  await Promise.all(
    [100, 200].map((start) => run(process.execPath, [...adding, folder, String(start)], { cwd })),
  );
  const index = await openIndex(folder, { threads: 1 });
  expect(index.count).toBe(60);
  const { ids, distances } = await index.search(query, 60);
  expect(Array.from(distances)).toEqual(Array.from(ids, (id) => id + 1)); // each row with its own id
  await index.close();
});

test('a process that adds is seen by one that searches, and its ids are taken', async () => {
  const reader = await made();
  const writer = await openIndex(folder, { threads: 1 });
  await writer.add(Uint32Array.of(5), { count: 1, size: 1, data: Float32Array.of(5) });
  expect(Array.from((await reader.search(query, 1)).ids)).toEqual([5]);
  expect(reader.count).toBe(1);
  await expect(reader.add(Uint32Array.of(5), query)).rejects.toMatchObject({ code: 'ID_DUPLICATED' });
  await Promise.all([reader.close(), writer.close()]);
});

test('a process killed while it adds loses nothing that it was told is stored', async () => {
  await (await made()).close();
  const adding = script(
    `const pad = (i) => ({ count: 2000, size: 1, data: new Float32Array(2000).fill(i) });
     for (let i = 0; ; i++) {
       await index.add(Uint32Array.from({ length: 2000 }, (_, row) => i * 2000 + row), pad(i));
       process.stdout.write(i + '\\n');
     }`,
  );
  const child = spawn(process.execPath, [...adding, folder, '0'], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (data) => {
    told += data;
    if (told.split('\n').length > 12) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const stored = told.trim().split('\n').length * 2000;
  const index = await openIndex(folder, { threads: 1 });
  expect(index.count).toBeGreaterThanOrEqual(stored);
  expect(index.count % 2000).toBe(0); // each addition as a whole
  await index.add(Uint32Array.of(4_000_000_000), query); // once the dead one's lock has run out
  expect(Array.from((await index.search(query, 1)).ids)).toEqual([4_000_000_000]);
  await index.close();
});

test.skipIf(process.platform === 'win32')(
  'a folder that may only be read can be searched, not changed',
  async () => {
    const index = await made();
    await index.add(Uint32Array.of(1), query);
    await index.close();
    await chmod(homes.at(-1)!, 0o755);
    await chmod(folder, 0o555);
    const body = `console.log((await index.search(item(0), 1)).ids[0]);
    await index.add(Uint32Array.of(2), item(0)).catch((error) => console.log(error.code, error.message));`;
    // Root may write anywhere, so the process is another user's.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { stdout } = await promisify(execFile)(process.execPath, [...script(body), folder], {
      cwd,
      ...user,
    });
    expect(stdout.split('\n')[0]).toBe('1');
    expect(stdout).toContain(
      `STORE_UNUSABLE index at ${folder}: permission denied (EACCES). Nothing was changed.`,
    );
    await chmod(folder, 0o755);
  },
);

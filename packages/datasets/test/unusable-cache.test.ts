import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './helpers.ts';
import { startMirror } from './mirror.ts';
import { heldByPermissions } from './other-user.ts';
import { sha256 } from './tiny-cifar.ts';

// Each runs in a process of its own (of the built package), so that one that hangs is ended and fails its test.

const content = Uint8Array.from([1, 2, 3]);
const child = fileURLToPath(new URL('./fetch-child.mjs', import.meta.url));

/** What fetching into this cache says: nothing, or the code and the message of the error. */
async function fetchInto(cacheDir: string, user = {}): Promise<string[]> {
  const { url } = await startMirror((_, response) => response.end(content));
  const downloads = [{ name: 'file.bin', bytes: content.length, checksum: sha256(content) }];
  const record = { name: 'tiny', title: 'Tiny', origin: { mirrors: [url], downloads } };
  const env = { ...process.env, no_proxy: '127.0.0.1' };
  const job = JSON.stringify({ record, cacheDir });
  const fetching = spawn(process.execPath, [child, job], {
    ...user,
    env,
    timeout: 30_000,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = await text(fetching.stdout);
  expect(fetching.signalCode).toBe(null);
  return said.trim().split('\n');
}

/** A cache in which this path holds a file. */
function fileAt(...path: string[]): string {
  const cache = temporaryFolder();
  mkdirSync(join(cache, ...path.slice(0, -1)), { recursive: true });
  writeFileSync(join(cache, ...path), '');
  return cache;
}

describe('a cache that cannot be is an error, and never waits', () => {
  const dangling = () => {
    const link = join(temporaryFolder(), 'link');
    symlinkSync(join(temporaryFolder(), 'nowhere'), link);
    return link;
  };
  const folderAt = (...path: string[]) => {
    const cache = temporaryFolder();
    mkdirSync(join(cache, ...path, 'inside'), { recursive: true });
    return cache;
  };
  const places: [string, () => string][] = [
    ['a file', () => join(fileAt('file'), 'file')],
    ['below a file', () => join(fileAt('file'), 'file', 'deep', 'er')],
    ['a file where its sets are', () => fileAt('datasets')],
    ['a file where the set is', () => fileAt('datasets', 'tiny')],
    ['a file where the lock is', () => fileAt('datasets', 'tiny.lock')],
    ['a full folder where the lock is', () => folderAt('datasets', 'tiny.lock')],
    ['a folder where the file is', () => folderAt('datasets', 'tiny', 'file.bin')],
    ['a folder where the file arrives', () => folderAt('datasets', 'tiny', 'file.bin.part')],
    ['of too long a name', () => join(temporaryFolder(), 'x'.repeat(300))],
  ];
  if (process.platform !== 'win32') places.push(['a link to nothing', dangling]);
  for (const place of ['/proc', '/proc/none', '/proc/self/none', '/sys/none', '/dev/null/none']) {
    if (existsSync('/proc/self')) places.push([place, () => place]);
  }
  test.each(places)('%s', async (_, cache) => {
    const [code, message, advice, ...more] = await fetchInto(cache());
    expect(code).toBe('CACHE_UNUSABLE');
    expect(message).toMatch(
      /^The cache (folder \S+ cannot be written: .+ \(E[A-Z]+\)|cannot be locked: .+)\.$/,
    );
    expect(advice).toContain('HOURGLASS_CACHE');
    expect(more).toEqual([]);
  });

  const user = heldByPermissions();
  test.skipIf(user === undefined).each([0, 1, 2])('read-only from level %i on', async (level) => {
    const cache = temporaryFolder();
    const folders = [cache, join(cache, 'datasets'), join(cache, 'datasets', 'tiny')].slice(0, level + 1);
    mkdirSync(folders.at(-1)!, { recursive: true });
    for (const folder of folders) chmodSync(folder, 0o777);
    chmodSync(folders.at(-1)!, 0o555);
    const [code, message] = await fetchInto(cache, user);
    chmodSync(folders.at(-1)!, 0o777);
    expect(code).toBe('CACHE_UNUSABLE');
    expect(message).toContain('no permission (EACCES)');
  });
});

test('a lock from the future is dropped when nobody renews it', async () => {
  const cache = temporaryFolder();
  const lock = join(cache, 'datasets', 'tiny.lock');
  mkdirSync(lock, { recursive: true });
  const tomorrow = new Date(Date.now() + 24 * 3600 * 1000);
  utimesSync(lock, tomorrow, tomorrow);
  expect(await fetchInto(cache)).toEqual(['']);
  expect(existsSync(join(cache, 'datasets', 'tiny', 'file.bin'))).toBe(true);
});

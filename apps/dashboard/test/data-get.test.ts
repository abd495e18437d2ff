import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { run, start } from './helpers/command.ts';
import { type Mirror, startMirror } from './helpers/mirror.ts';
import { PtySession } from './helpers/pty.ts';
import { contents, withSmallSet } from './helpers/small-set.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
const [firstName] = contents.keys();

function environment(name: string, mirror: Mirror): Record<string, string> {
  return {
    NODE_OPTIONS: withSmallSet(mirror.url),
    HOURGLASS_CACHE: join(folder, name),
    NO_PROXY: '*',
  };
}

describe('data get', () => {
  test('fetches a set once, says where it is, and knows it from then on', async () => {
    const mirror = await startMirror();
    const env = environment('whole', mirror);
    const { code, stdout, stderr } = await run(['data', 'get', 'kmnist'], env);
    expect([code, stderr]).toEqual([0, '']);
    const [said, ...paths] = stdout.trimEnd().split('\n');
    expect(said).toBe('Kuzushiji-MNIST: fetched, in the cache');
    expect(paths.map((path) => readFileSync(path).length)).toEqual(
      [...contents.values()].map(({ length }) => length),
    );

    const offline = { ...env, HOURGLASS_OFFLINE: '1' };
    expect((await run(['data', 'get', 'kmnist'], offline)).stdout).toMatch(/^Kuzushiji-MNIST: here already/);
    expect((await run(['data', 'list'], offline)).stdout).toMatch(/^kmnist .* 40 .* in cache /m);
    expect((await run(['data', 'verify', 'kmnist'], offline)).stdout).toContain('40 training and 20 test');
    expect((await run(['data', 'show', 'kmnist'], offline)).stdout).toContain('tsu');
    expect(mirror.requests).toHaveLength(4);
  });

  test('Ctrl-C keeps what came, and the next get goes on from there', async () => {
    const mirror = await startMirror();
    mirror.stopAfter = 20_000;
    const env = environment('interrupted', mirror);
    const { child, result } = start(['data', 'get', 'kmnist'], env);
    await untilPartial(join(folder, 'interrupted'), 20_000);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await result;
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(
      /^hourglass: stopped\. 19\.5 KiB of \S+ KiB are kept; `hourglass data get kmnist` resumes there\.\n$/,
    );
    mirror.stopAfter = Number.POSITIVE_INFINITY;
    expect((await run(['data', 'get', 'kmnist'], env)).code).toBe(0);
    expect(mirror.requests.slice(0, 2)).toEqual([`${firstName} whole`, `${firstName} bytes=20000-`]);
  });

  test('draws a bar on a terminal, and gives it back on Ctrl-C', async () => {
    const mirror = await startMirror();
    mirror.stopAfter = 20_000;
    const env = environment('terminal', mirror);
    const session = PtySession.start(['data', 'get', 'kmnist'], { columns: 90, rows: 10 }, env);
    const trickle = setInterval(() => mirror.trickle(), 50);
    try {
      await session.until('the bar', (screen) => /━.* \d+%.* of .* KiB.*\/s/.test(screen));
      session.press('\u0003');
      expect(await session.exit).toBe(130);
    } finally {
      clearInterval(trickle);
    }
    expect(session.text().trim()).toMatch(/^hourglass: stopped\. .* are kept/);
  });

  test.each([
    ['has nothing', new Map<string, Uint8Array>(), /HTTP status 404/],
    [
      'has shorter files',
      new Map([...contents.keys()].map((name) => [name, Buffer.from('x')])),
      /1 bytes instead/,
    ],
  ])('says in one line that a mirror %s', async (_what, answers, message) => {
    const mirror = await startMirror(answers);
    const { code, stdout, stderr } = await run(['data', 'get', 'kmnist'], environment('bad', mirror));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^hourglass: [^\n]+\n$/);
  });
});

test('a damaged cache is found by verify, told by list, and mended by get', async () => {
  const mirror = await startMirror();
  const env = environment('damaged', mirror);
  await run(['data', 'get', 'kmnist'], env);
  const path = join(folder, 'damaged/datasets/kmnist', firstName!);
  const bytes = readFileSync(path);
  bytes[100]! ^= 1;
  writeFileSync(path, bytes);
  const verified = await run(['data', 'verify', 'kmnist'], env);
  expect([verified.code, verified.stdout]).toEqual([1, '']);
  expect(verified.stderr).toMatch(/^hourglass: .*damaged.*\n$/);
  expect((await run(['data', 'list'], env)).stdout).toMatch(/^kmnist .* damaged /m);
  expect((await run(['data', 'get', 'kmnist'], env)).code).toBe(0);
  expect((await run(['data', 'verify', 'kmnist'], env)).code).toBe(0);
});

/** Waits until a partial file has come to a size. */
async function untilPartial(cache: string, bytes: number): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const set = join(cache, 'datasets/kmnist');
    const parts = statSync(set, { throwIfNoEntry: false }) ? readdirSync(set) : [];
    const part = parts.find((name) => name.endsWith('.part'));
    if (part && (statSync(join(set, part), { throwIfNoEntry: false })?.size ?? 0) >= bytes) return;
    await sleep(25);
  }
  throw new Error('no partial file came');
}

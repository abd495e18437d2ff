import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  content,
  expectWhole,
  fetching,
  good,
  limits,
  mirrorOf,
  NAME,
  status,
  withoutProxy,
} from '../../test/fetching.ts';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { type ServeOptions, serve, startMirror } from '../../test/mirror.ts';
import { defaultLimits } from './limits.ts';
import type { DownloadProgress } from './progress.ts';

withoutProxy();

describe('a good server', () => {
  test('is asked once, and not again', async () => {
    const mirror = await mirrorOf(good());
    // As patient as users have it: a busy machine is no slow server.
    const fetch = fetching([mirror], { limits: defaultLimits });
    await fetch.run();
    await fetch.run();
    expectWhole(fetch);
    expect(mirror.requests).toHaveLength(1);
    expect(mirror.requests[0]!.headers['accept-encoding']).toBe('identity');
  });

  test('makes progress', async () => {
    const reports: DownloadProgress[] = [];
    await fetching([await mirrorOf(good())], { onProgress: (report) => reports.push(report) }).run();
    expect(reports.at(-1)).toMatchObject({ dataset: 'tiny', file: NAME, bytes: 300_000, total: 300_000 });
    expect(reports.at(-1)!.secondsLeft ?? 0).toBe(0);
  });

  test('is asked again for a file that was damaged on the disk', async () => {
    const fetch = fetching([await mirrorOf(good())]);
    mkdirSync(fetch.folder, { recursive: true });
    writeFileSync(fetch.path, content.slice().reverse());
    await fetch.run();
    expectWhole(fetch);
  });
});

describe('a connection that is cut', () => {
  test('is taken up where it broke off', async () => {
    const mirror = await mirrorOf(good({ etag: '"1"', cutAfter: 100_000 }));
    const fetch = fetching([mirror]);
    await fetch.run();
    expectWhole(fetch);
    const ranges = mirror.requests.map(({ headers }) => headers.range);
    expect(ranges).toEqual([undefined, 'bytes=100000-', 'bytes=200000-']);
    expect(mirror.requests[1]!.headers['if-range']).toBe('"1"');
  });

  test('may also be known by its date', async () => {
    const lastModified = 'Wed, 08 Apr 2009 00:00:00 GMT';
    const mirror = await mirrorOf(good({ etag: 'W/"1"', lastModified, cutAfter: 200_000 }));
    const fetch = fetching([mirror]);
    await fetch.run();
    expectWhole(fetch);
    expect(mirror.requests[1]!.headers['if-range']).toBe(lastModified);
  });

  test.each<[string, ServeOptions]>([
    ['no range support', { etag: '"1"', ranges: false }],
    ['nothing to know the file by', {}],
    ['a weak ETag only', { etag: 'W/"1"' }],
  ])('with %s starts from the beginning', async (_, options) => {
    const mirror = await mirrorOf(good({ ...options, cutAfter: 200_000 }), good(options));
    const fetch = fetching([mirror]);
    await fetch.run();
    expectWhole(fetch);
    expect(mirror.requests).toHaveLength(2);
  });

  test('time after time is given up, and what came is kept', async () => {
    const fetch = fetching([await mirrorOf(good({ etag: '"1"', cutAfter: 100 }))]);
    const message = await failure('DOWNLOAD_FAILED', fetch.run);
    expect(message).toMatch(/^Tiny: file.bin could not be fetched. 127.0.0.1:\d+: .+\.\nTry again later/);
    expect(existsSync(fetch.path)).toBe(false);
    expect(readFileSync(fetch.part).length).toBe(100 * limits.tries);
  });

  test.each<[string, ServeOptions]>([
    ['answers with the whole new file', { etag: '"2"' }],
    ['sends the rest of the new file', { etag: '"2"', ifRange: false }],
  ])('and a file that changed meanwhile: the server %s', async (_, options) => {
    const old = content.slice().reverse();
    const before: RequestListener = (request, response) =>
      serve(request, response, old, { etag: '"1"', cutAfter: 200_000 });
    const fetch = fetching([await mirrorOf(before, good(options))]);
    await fetch.run();
    expectWhole(fetch);
  });

  test('and a server that gives its old promise for a new file', async () => {
    const before: RequestListener = (request, response) =>
      serve(request, response, content.slice().reverse(), { etag: '"1"', cutAfter: 200_000 });
    const fetch = fetching([await mirrorOf(before, good())]);
    await fetch.run();
    expectWhole(fetch);
  });

  test('and a server that has no such range', async () => {
    const fetch = fetching([await mirrorOf(good({ etag: '"1"', cutAfter: 200_000 }), status(416), good())]);
    await fetch.run();
    expectWhole(fetch);
  });
});

describe('a signal', () => {
  test('stops it, and the next call goes on', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const stall: RequestListener = (request, response) => {
      response
        .writeHead(200, { 'content-length': content.length, etag: '"1"' })
        .write(content.subarray(0, 150_000));
      setTimeout(() => controller.abort(reason), 50);
      request.on('close', () => response.destroy());
    };
    const mirror = await mirrorOf(stall, good());
    const fetch = fetching([mirror], { signal: controller.signal });
    await expect(fetch.run()).rejects.toBe(reason);
    expect(existsSync(fetch.path)).toBe(false);
    const again = fetching([mirror], { cacheDir: fetch.cacheDir });
    await again.run();
    expectWhole(again);
    expect(mirror.requests[1]!.headers.range).toBe('bytes=150000-');
  });

  test('stops the wait for another try', async () => {
    const slow = { ...limits, backoffMs: 60_000 };
    const signal = AbortSignal.timeout(50);
    const fetch = fetching([await mirrorOf(status(503))], { signal, limits: slow });
    await expect(fetch.run()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('a proxy', () => {
  /** A mirror that is also a tunnel, and the places it was asked to connect to. */
  async function proxied() {
    const mirror = await mirrorOf(good());
    const asked: string[] = [];
    const proxy = await startMirror(status(500), (server) =>
      server.on('connect', (request, socket, head) => {
        asked.push(request.url!);
        const { port } = new URL(mirror.url);
        const onward = connect(Number(port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          onward.write(head);
          socket.pipe(onward).pipe(socket);
        });
        for (const end of [socket, onward]) end.on('error', () => onward.destroy());
      }),
    );
    vi.stubEnv('http_proxy', proxy.url);
    vi.stubEnv('no_proxy', '');
    return { mirror, asked };
  }

  test('of the environment is used', async () => {
    const { asked } = await proxied();
    const fetch = fetching([{ url: 'http://far.example/' }]);
    await fetch.run();
    expectWhole(fetch);
    expect(asked).toEqual(['far.example:80']);
  });

  test('is passed by for hosts in NO_PROXY', async () => {
    const { mirror, asked } = await proxied();
    vi.stubEnv('no_proxy', '127.0.0.1');
    await fetching([mirror]).run();
    expect(asked).toEqual([]);
  });
});

describe('a cache that cannot be written is named, and nothing is left', () => {
  test('since it is no folder', async () => {
    const cacheDir = join(temporaryFolder(), 'file');
    writeFileSync(cacheDir, '');
    const fetch = fetching([await mirrorOf(good())], { cacheDir });
    expect(await failure('CACHE_UNUSABLE', fetch.run)).toContain(
      `The cache folder ${join(cacheDir, 'datasets')} `,
    );
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('since it is read-only', async () => {
    const cacheDir = temporaryFolder();
    chmodSync(cacheDir, 0o500);
    const fetch = fetching([await mirrorOf(good())], { cacheDir });
    expect(await failure('CACHE_UNUSABLE', fetch.run)).toContain('EACCES');
    expect(readdirSync(cacheDir)).toEqual([]);
  });

  test.skipIf(!existsSync('/dev/full'))('since the disk is full', async () => {
    const mirror = await mirrorOf(good());
    const fetch = fetching([mirror]);
    mkdirSync(fetch.folder, { recursive: true });
    symlinkSync('/dev/full', fetch.part);
    const message = await failure('CACHE_UNUSABLE', fetch.run);
    expect(message).toBe(
      `The cache folder ${fetch.folder} cannot be written: the disk is full (ENOSPC).\n` +
        'Make room or set its permissions, or name another one: HOURGLASS_CACHE.',
    );
    expect(existsSync(fetch.path)).toBe(false);
    rmSync(fetch.part);
    await fetch.run();
    expectWhole(fetch);
  });
});

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
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { type ServeOptions, serve, startMirror } from '../../test/mirror.ts';
import { sha256 } from '../../test/tiny-cifar.ts';
import { DatasetError } from '../errors.ts';
import { type FetchOptions, fetchDataset } from './fetch-dataset.ts';
import { defaultLimits } from './limits.ts';
import type { DownloadProgress } from './progress.ts';

const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 13);
const limits = { ...defaultLimits, backoffMs: 1, windowMs: 150, windowBytes: 1000 };
const NAME = 'file.bin';

/** Fetches `content` from these mirrors into a new cache, or into a given one. */
function fetching(mirrors: readonly { url: string }[], options: FetchOptions = {}) {
  const cacheDir = options.cacheDir ?? temporaryFolder();
  const folder = join(cacheDir, 'datasets', 'tiny');
  const origin = {
    mirrors: mirrors.map(({ url }) => url),
    downloads: [{ name: NAME, bytes: content.length, checksum: sha256(content) }],
  };
  const run = () => fetchDataset({ name: 'tiny', title: 'Tiny', origin }, { limits, ...options, cacheDir });
  return { run, folder, cacheDir, path: join(folder, NAME), part: join(folder, `${NAME}.part`) };
}

/** A mirror that answers request after request from this list, and the last one for ever. */
const mirrorOf = (...listeners: RequestListener[]) => {
  let next = 0;
  return startMirror((request, response) => {
    listeners[Math.min(next++, listeners.length - 1)]!(request, response);
  });
};

const good =
  (options?: ServeOptions): RequestListener =>
  (request, response) =>
    serve(request, response, content, options);
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end('no');
  };

function expectWhole({ path, folder }: ReturnType<typeof fetching>): void {
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
  expect(readdirSync(folder)).toEqual([NAME]);
}

// Whoever develops behind a proxy still has the mirrors of the tests on their own machine.
beforeEach(() => {
  vi.stubEnv('no_proxy', '127.0.0.1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a good server', () => {
  test('is asked once, and not again', async () => {
    const mirror = await mirrorOf(good());
    const fetch = fetching([mirror]);
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

describe('a bad server', () => {
  const wrong = content.slice().fill(7, 1000, 2000);
  test.each<[string, RequestListener, string]>([
    [
      'wrong bytes',
      (request, response) => serve(request, response, wrong),
      'other bytes than the official ones (sha256:',
    ],
    [
      'too short',
      (request, response) => serve(request, response, content.subarray(1)),
      '299999 bytes instead of the official 300000',
    ],
    [
      'too long',
      (request, response) => serve(request, response, Buffer.concat([content, content])),
      '600000 bytes instead of',
    ],
    [
      'too short without a length',
      (_, response) => {
        response.write(content.subarray(1000));
        response.end();
      },
      'cut off after 299000 of 300000 bytes',
    ],
    [
      'too long without a length',
      (_, response) => {
        response.write(content);
        response.end(content);
      },
      'more than the 300000 bytes',
    ],
    ['403', status(403), 'HTTP status 403'],
    ['404', status(404), 'HTTP status 404'],
    ['a range that nobody asked for', status(206), 'HTTP status 206'],
    [
      'a redirect to itself',
      (request, response) => status(302, { location: request.url! })(request, response),
      'more than 5 redirects',
    ],
    [
      'a redirect to a file',
      status(301, { location: 'file:///etc/passwd' }),
      'a redirect to file:///etc/passwd',
    ],
    ['a redirect to nowhere', status(307), 'a redirect to nowhere'],
    [
      'a gzip that nobody asked for',
      (_, response) => {
        const packed = gzipSync(content);
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
      },
      'bytes (Content-Encoding gzip) instead of',
    ],
    ['silence', () => {}, 'only 0 bytes in 0.15 s'],
    [
      'silence after the head',
      (_, response) => {
        response.writeHead(200, { 'content-length': content.length }).write('x');
      },
      'only 1 bytes in 0.15 s',
    ],
    [
      'a byte now and then',
      (_, response) => {
        response.writeHead(200, { 'content-length': content.length });
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
      'bytes in 0.15 s',
    ],
    ['no HTTP', (request) => request.socket.end('nonsense\r\n\r\n'), ''],
    ['a hung-up line', (request) => request.socket.destroy(), ''],
  ])('%s: a clear error; with a good mirror: the file', async (_, listener, part) => {
    const mirror = await mirrorOf(listener);
    const alone = fetching([mirror]);
    expect(await failure('DOWNLOAD_FAILED', alone.run)).toContain(part);
    expect(existsSync(alone.path)).toBe(false);
    const both = fetching([mirror, await mirrorOf(good())]);
    await both.run();
    expectWhole(both);
  });

  test('that is busy is asked again', async () => {
    const fetch = fetching([await mirrorOf(status(503), status(429), good())]);
    await fetch.run();
    expectWhole(fetch);
  });

  test('that calls a gzip file encoded sends the file all the same', async () => {
    const listener: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': content.length }).end(content);
    };
    const fetch = fetching([await mirrorOf(listener)]);
    await fetch.run();
    expectWhole(fetch);
  });

  test('whose redirects end well is followed', async () => {
    const target = await mirrorOf(good());
    const steps = [
      status(301, { location: 'a' }),
      status(303, { location: '/b' }),
      status(308, { location: target.url }),
    ];
    const fetch = fetching([await mirrorOf(...steps)]);
    await fetch.run();
    expectWhole(fetch);
  });

  test('that is not there', async () => {
    const fetch = fetching([{ url: 'http://127.0.0.1:1/' }]);
    expect(await failure('DOWNLOAD_FAILED', fetch.run)).toContain('ECONNREFUSED');
  });
});

test('any mixture of bad answers ends in the whole file or in an error', async () => {
  const answers: fc.Arbitrary<RequestListener> = fc.oneof(
    fc.nat(content.length).map((cutAfter) => good({ etag: '"1"', cutAfter })),
    fc.nat(content.length).map((cutAfter) => good({ etag: '"1"', cutAfter, ranges: false })),
    fc.nat(content.length).map(
      (cutAfter): RequestListener =>
        (request, response) =>
          serve(request, response, content.slice().reverse(), { etag: '"1"', ifRange: false, cutAfter }),
    ),
    fc.constantFrom(200, 206, 302, 403, 416, 500, 503).map((code) => status(code)),
    fc.constant<RequestListener>((request) => request.socket.destroy()),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 8 }), async (listeners) => {
      const fetch = fetching([await mirrorOf(...listeners)]);
      const outcome = await fetch.run().then(
        () => 'whole',
        (error) => error,
      );
      if (outcome === 'whole') expectWhole(fetch);
      else {
        expect(outcome).toBeInstanceOf(DatasetError);
        expect(existsSync(fetch.path)).toBe(false);
      }
    }),
    { numRuns: 150 },
  );
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

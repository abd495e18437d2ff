import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { content, expectWhole, fetching, good, mirrorOf, status, withoutProxy } from '../../test/fetching.ts';
import { failure } from '../../test/helpers.ts';
import { serve } from '../../test/mirror.ts';
import { DatasetError } from '../errors.ts';

withoutProxy();

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

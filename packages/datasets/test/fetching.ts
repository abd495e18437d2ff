import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { type FetchOptions, fetchDataset } from '../src/fetch/fetch-dataset.ts';
import { defaultLimits } from '../src/fetch/limits.ts';
import { temporaryFolder } from './helpers.ts';
import { type ServeOptions, serve, startMirror } from './mirror.ts';
import { sha256 } from './tiny-cifar.ts';

export const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 13);
export const limits = { ...defaultLimits, backoffMs: 1, windowMs: 150, windowBytes: 1000 };
export const NAME = 'file.bin';

/** Fetches `content` from these mirrors into a new cache, or into a given one. */
export function fetching(mirrors: readonly { url: string }[], options: FetchOptions = {}) {
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
export const mirrorOf = (...listeners: RequestListener[]) => {
  let next = 0;
  return startMirror((request, response) => {
    listeners[Math.min(next++, listeners.length - 1)]!(request, response);
  });
};

export const good =
  (options?: ServeOptions): RequestListener =>
  (request, response) =>
    serve(request, response, content, options);
export const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end('no');
  };

export function expectWhole({ path, folder }: ReturnType<typeof fetching>): void {
  expect(Buffer.compare(readFileSync(path), content)).toBe(0);
  expect(readdirSync(folder)).toEqual([NAME]);
}

/** For a file of tests: whoever develops behind a proxy still has the mirrors of the tests on their own machine. */
export function withoutProxy(): void {
  beforeEach(() => {
    vi.stubEnv('no_proxy', '127.0.0.1');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fetchDataset } from '../src/fetch/fetch-dataset.ts';
import { temporaryFolder } from './helpers.ts';
import { type Mirror, serve, startMirror } from './mirror.ts';
import { sha256 } from './tiny-cifar.ts';

// These run the built package (`pnpm build` first): Node 20 runs no TypeScript in a process of its own.

const content = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i * 2654435761) >>> 13);
const child = fileURLToPath(new URL('./fetch-child.mjs', import.meta.url));

function fetchingFrom({ url }: Mirror) {
  const cacheDir = temporaryFolder();
  const downloads = [{ name: 'file.bin', bytes: content.length, checksum: sha256(content) }];
  const record = { name: 'tiny', title: 'Tiny', origin: { mirrors: [url], downloads } };
  const folder = join(cacheDir, 'datasets', 'tiny');
  return { record, cacheDir, folder, path: join(folder, 'file.bin') };
}

function start({ record, cacheDir }: ReturnType<typeof fetchingFrom>) {
  const env = { ...process.env, no_proxy: '127.0.0.1' };
  const job = JSON.stringify({ record, cacheDir });
  return spawn(process.execPath, [child, job], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

test('a process that is killed leaves a part, and the next one goes on from there', async () => {
  const half = content.length / 2;
  const mirror = await startMirror((request, response) => {
    if (mirror.requests.length > 1) return serve(request, response, content);
    response
      .writeHead(200, { 'content-length': content.length, etag: '"1"' })
      .write(content.subarray(0, half));
  });
  const fetch = fetchingFrom(mirror);
  const killed = start(fetch);
  const part = `${fetch.path}.part`;
  while (!existsSync(part) || statSync(part).size < half) await sleep(10);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(existsSync(fetch.path)).toBe(false);
  await fetchDataset(fetch.record, { cacheDir: fetch.cacheDir });
  expect(Buffer.compare(readFileSync(fetch.path), content)).toBe(0);
  expect(mirror.requests[1]!.headers.range).toBe(`bytes=${half}-`);
});

test('two processes get it once', async () => {
  const mirror = await startMirror((request, response) => {
    setTimeout(() => serve(request, response, content), 500);
  });
  const fetch = fetchingFrom(mirror);
  const outputs = await Promise.all([start(fetch), start(fetch)].map(({ stdout }) => text(stdout)));
  expect(outputs).toEqual(['', '']);
  expect(Buffer.compare(readFileSync(fetch.path), content)).toBe(0);
  expect(readdirSync(fetch.folder)).toEqual(['file.bin']);
  expect(mirror.requests).toHaveLength(1);
});

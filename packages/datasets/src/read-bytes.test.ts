import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gzipBomb } from '@hourglass/test-fixtures';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, temporaryFolder } from '../test/helpers.ts';
import { DatasetError } from './errors.ts';
import { readBytes } from './read-bytes.ts';

/** Incompressible, so that the packed file is longer than one piece. */
const content = Uint8Array.from({ length: 700_000 }, (_, i) => (i * i * 2654435761) >>> 13);

function fileOf(bytes: Uint8Array): string {
  const path = join(temporaryFolder(), 'file.gz');
  writeFileSync(path, bytes);
  return path;
}

test.each([
  ['gzip', gzipSync(content)],
  ['gzip in two members', Buffer.concat([gzipSync(content.subarray(0, 9)), gzipSync(content.subarray(9))])],
  ['plain', content],
])('reads %s, whatever its name', async (_, bytes) => {
  // Exactly enough, far too much (the result is then copied out), and anything between.
  for (const maxBytes of [content.length, content.length + 1, 5_000_000]) {
    expect(Buffer.compare(await readBytes(fileOf(bytes), maxBytes), content)).toBe(0);
  }
});

test('a short result does not hold on to a large buffer', async () => {
  const bytes = await readBytes(fileOf(gzipSync(content)), 40_000_000);
  expect(bytes.buffer.byteLength).toBe(content.length);
});

test('an empty file and an empty gzip are empty', async () => {
  expect((await readBytes(fileOf(new Uint8Array()), 9)).length).toBe(0);
  expect((await readBytes(fileOf(gzipSync('')), 9)).length).toBe(0);
});

test('one byte too many is refused, packed or not', async () => {
  for (const bytes of [gzipSync(content), content]) {
    const message = await failure('FILE_TOO_LARGE', () => readBytes(fileOf(bytes), content.length - 1));
    expect(message).toContain('holds more than the 699999 bytes that it may have');
  }
});

test('a gzip bomb stops at the limit', async () => {
  const before = process.memoryUsage().arrayBuffers;
  await failure('FILE_TOO_LARGE', () => readBytes(gzipBomb, 100_000));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
});

test('a gzip cut anywhere is refused', async () => {
  const gzip = gzipSync(content.subarray(0, 300));
  for (let length = 2; length < gzip.length; length++) {
    await failure('GZIP_INVALID', () => readBytes(fileOf(gzip.subarray(0, length)), 300));
  }
});

test.each([
  ['zeros', new Uint8Array(512)],
  ['text', Buffer.from('<html>')],
  ['half a gzip', gzipSync(content).subarray(0, 20)],
])('a gzip followed by %s is refused', async (_, tail) => {
  const bytes = Buffer.concat([gzipSync(content), tail]);
  await failure('GZIP_INVALID', () => readBytes(fileOf(bytes), content.length));
});

test('a gzip with a changed byte gives the same bytes or an error', async () => {
  const original = content.subarray(0, 400);
  const gzip = gzipSync(original);
  const path = fileOf(gzip);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: gzip.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const changed = Uint8Array.from(gzip);
        changed[at]! ^= flip;
        writeFileSync(path, changed);
        try {
          expect(Buffer.compare(await readBytes(path, 1000), original)).toBe(0);
        } catch (error) {
          if (!(error instanceof DatasetError)) throw error;
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('what is no file is unreadable, and does not block', async () => {
  const folder = temporaryFolder();
  expect(await failure('FILE_UNREADABLE', () => readBytes(folder, 9))).toContain('it is not a plain file');
  expect(await failure('FILE_UNREADABLE', () => readBytes(join(folder, 'no'), 9))).toContain('ENOENT');
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('/dev/zero', join(folder, 'zeros'));
  await failure('FILE_UNREADABLE', () => readBytes(join(folder, 'pipe'), 9));
  await failure('FILE_UNREADABLE', () => readBytes(join(folder, 'zeros'), 9));
});

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { tar, tarGz, tinyCifar, tinyEntries, tinyFiles } from '../../test/tiny-cifar.ts';
import { roomsFor } from '../rooms.ts';
import { readArchive } from './archive.ts';

const gzipped = await tarGz(tinyEntries);

/** An archive on the disk, and how to read it. */
function tinyArchive(bytes: Uint8Array = gzipped) {
  const path = join(temporaryFolder(), 'tiny.tar.gz');
  writeFileSync(path, bytes);
  const cache = join(temporaryFolder(), 'cache');
  const record = tinyCifar(bytes);
  const read = () => readArchive(record, path, cache, roomsFor(record.files));
  /** The files in the cache: path by name. */
  const kept = () => {
    const names = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: 'utf8' }) : [];
    const files = names.map((name) => join(cache, name)).filter((file) => statSync(file).isFile());
    return new Map(files.map((file) => [basename(file), file]));
  };
  return { path, cache, read, kept };
}

const contents = async ({ read }: ReturnType<typeof tinyArchive>) =>
  (await read()).members.map((m) => m.content);

test.each([
  ['gzipped', gzipped],
  ['plain', await tar(tinyEntries)],
])('reads a %s archive, and keeps its files', async (_, bytes) => {
  const archive = tinyArchive(bytes);
  expect(await contents(archive)).toEqual(Object.values(tinyFiles));
  expect([...archive.kept().keys()].sort()).toEqual(['test.bin', 'train.bin', 'unpacked.json']);
  expect(readFileSync(archive.kept().get('train.bin')!)).toEqual(Buffer.from(tinyFiles['train.bin']));
});

test('the second time it reads what was kept', async () => {
  const archive = tinyArchive();
  await archive.read();
  const info = readFileSync(archive.path).length;
  const when = new Date(1_700_000_000_000);
  utimesSync(archive.path, when, when);
  await archive.read();
  // Same size and time, other bytes: an archive that it would refuse if it looked.
  writeFileSync(archive.path, new Uint8Array(info));
  utimesSync(archive.path, when, when);
  expect(await contents(archive)).toEqual(Object.values(tinyFiles));
});

test('several reads at once do not get in each other’s way', async () => {
  const archive = tinyArchive();
  const results = await Promise.all([archive.read(), archive.read(), archive.read()]);
  for (const { members, warnings } of results) {
    expect(members.map((member) => member.content)).toEqual(Object.values(tinyFiles));
    expect(warnings).toEqual([]);
  }
  expect([...archive.kept().keys()].sort()).toEqual(['test.bin', 'train.bin', 'unpacked.json']);
});

test('an archive that has changed is unpacked again', async () => {
  const archive = tinyArchive();
  await archive.read();
  writeFileSync(archive.path, gzipSync(Buffer.from('no tar')));
  await failure('ARCHIVE_INVALID', archive.read);
});

test.each(['train.bin', 'test.bin', 'unpacked.json'])('a damaged %s is unpacked again', async (name) => {
  const archive = tinyArchive();
  await archive.read();
  const path = archive.kept().get(name)!;
  const right = readFileSync(path);
  for (const wrong of [right.subarray(1), Buffer.concat([right, right]), Buffer.from(right).reverse()]) {
    writeFileSync(path, wrong);
    expect(await contents(archive)).toEqual(Object.values(tinyFiles));
    expect(readFileSync(path)).toEqual(right);
  }
});

test('a cache that cannot be written is a warning', async () => {
  const archive = tinyArchive();
  writeFileSync(archive.cache, 'a file where the folder should be');
  const { members, warnings } = await archive.read();
  expect(members.map((member) => member.content)).toEqual(Object.values(tinyFiles));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(
    /^Tiny CIFAR will be unpacked again next time: The cache folder .* cannot be written: /,
  );
});

const zeros = { name: 'tiny-binary/zeros', content: new Uint8Array(48 * 1024 * 1024) };
const bomb = await tarGz([zeros, ...tinyEntries]);
const outside = await tarGz([{ name: '../x', content: Buffer.from('x') }, ...tinyEntries]);

describe('refused, with nothing written', () => {
  test.each([
    ['a gzip bomb', 'FILE_TOO_LARGE', bomb],
    ['a gzip cut short', 'GZIP_INVALID', gzipped.subarray(0, gzipped.length / 2)],
    ['a gzip with a wrong end', 'GZIP_INVALID', Buffer.concat([gzipped.subarray(0, -8), Buffer.alloc(8)])],
    ['a page of HTML', 'ARCHIVE_INVALID', Buffer.from('<html>'.repeat(200))],
    ['an empty file', 'ARCHIVE_INVALID', Buffer.alloc(0)],
    ['a name that leads out', 'ARCHIVE_INVALID', outside],
  ] as const)('%s', async (_, code, bytes) => {
    const archive = tinyArchive(bytes);
    const before = process.memoryUsage().arrayBuffers;
    await failure(code, archive.read);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
    expect(archive.kept().size).toBe(0);
  });

  test('what is no plain file', async () => {
    const archive = tinyArchive();
    const record = tinyCifar(gzipped);
    mkdirSync(join(archive.cache, 'folder'), { recursive: true });
    for (const path of [join(archive.cache, 'folder'), join(archive.cache, 'nothing')]) {
      await failure('FILE_UNREADABLE', () =>
        readArchive(record, path, archive.cache, roomsFor(record.files)),
      );
    }
  });
});

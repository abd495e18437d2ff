import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { indexFolder, openLibrary } from '@hourglass/library';
import sharp from 'sharp';
import { beforeEach, describe, expect, test } from 'vitest';
import { encoder, failure, options, picture, temporaryFolder } from './helpers.ts';

let root: string;
let store: string;
beforeEach(() => {
  const home = temporaryFolder();
  root = join(home, 'pictures');
  store = join(home, 'store');
  mkdirSync(join(root, 'sub'), { recursive: true });
});

const write = async (path: string, seed: number) => writeFileSync(join(root, path), await picture(seed));
const index = (more = {}) => indexFolder(root, { ...options(store), ...more });

async function fill(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await write(`${i % 2 ? 'sub/' : ''}${i}.png`, i);
}

async function namesOf(): Promise<string[][]> {
  const library = await openLibrary(store);
  await library.close();
  return library.pictures.map(({ files }) => files.map(({ shown }) => shown));
}

test('the second run touches what changed, and nothing else', async () => {
  await fill(30);
  expect(await index()).toMatchObject({ files: 30, contents: 30, encoded: 30, unchanged: 0 });
  await write('0.png', 100); // changed
  renameSync(join(root, '2.png'), join(root, 'sub/moved.png'));
  rmSync(join(root, '4.png'));
  writeFileSync(join(root, '6.png'), 'no picture');
  await write('new.png', 101);
  const report = await index();
  expect(report).toMatchObject({
    added: ['new.png'],
    changed: ['0.png'],
    moved: [{ from: '2.png', to: 'sub/moved.png' }],
    removed: ['4.png'],
    broken: [{ path: '6.png', reason: 'it begins as no picture does' }],
    unchanged: 26,
    encoded: 2,
    files: 29,
  });
});

test('a broken file costs one line once, and is tried again when it changed', async () => {
  await write('a.png', 1);
  writeFileSync(join(root, 'b.png'), (await picture(2)).subarray(0, 50));
  expect(await index()).toMatchObject({ added: ['a.png'], broken: [{ path: 'b.png' }], stillBroken: 0 });
  expect(await index()).toMatchObject({ unchanged: 2, stillBroken: 1, encoded: 0 });
  await write('b.png', 2);
  expect(await index()).toMatchObject({ added: ['b.png'], broken: [], stillBroken: 0 });
});

test('a broken file in the middle gives no other file its neighbours', async () => {
  await fill(9);
  writeFileSync(join(root, '4.png'), 'no picture');
  await index();
  const library = await openLibrary(store);
  for (const { files } of library.pictures) {
    const [{ shown, file }] = files as [(typeof files)[number]];
    const copy = join(root, '..', 'copy.png');
    writeFileSync(copy, readFileSync(file));
    // Looked for by its content under another name, it is not among its own neighbours.
    const [nearest] = await library.search(copy, { k: 1 });
    expect(nearest!.picture.files[0]!.shown).not.toBe(shown);
    // Made anew with other bytes and the same pixels, it is nearest to itself.
    const pixels = await sharp(readFileSync(file)).raw().toBuffer({ resolveWithObject: true });
    await sharp(pixels.data, { raw: pixels.info }).webp({ lossless: true }).toFile(`${copy}.webp`);
    const [itself] = await library.search(`${copy}.webp`, { k: 1 });
    expect([itself!.picture.files[0]!.shown, itself!.distance]).toEqual([shown, expect.closeTo(0, 5)]);
  }
  await library.close();
});

test('an edit that keeps size and time is seen', async () => {
  const plain = (value: number) => Buffer.from(`P5`.padEnd(40, String(value)));
  writeFileSync(join(root, 'a.png'), plain(1));
  await write('b.png', 1);
  const time = new Date(1_500_000_000_000);
  utimesSync(join(root, 'a.png'), time, time);
  await index();
  const bytes = await picture(7);
  const other = Buffer.from(bytes);
  writeFileSync(join(root, 'a.png'), bytes);
  utimesSync(join(root, 'a.png'), time, time);
  expect(await index()).toMatchObject({ added: ['a.png'] });
  other[other.length - 20]! ^= 1; // same size, broken
  writeFileSync(join(root, 'a.png'), other);
  utimesSync(join(root, 'a.png'), time, time);
  expect(await index()).toMatchObject({ unchanged: 1, added: [] });
  expect(await namesOf()).toHaveLength(1);
});

test('copies are one picture with all their names, and so are hard links', async () => {
  await write('a.png', 1);
  await write('sub/copy.png', 1);
  linkSync(join(root, 'a.png'), join(root, 'sub/link.png'));
  await write('b.png', 2);
  expect(await index()).toMatchObject({ files: 4, contents: 2, encoded: 2 });
  expect(await namesOf()).toEqual([['a.png', 'sub/copy.png', 'sub/link.png'], ['b.png']]);
  const library = await openLibrary(store);
  const [first] = library.pictures;
  await library.close();
  const [a, copy, link] = first!.files.map(({ inode }) => inode);
  expect(a).toBe(link);
  expect(a).not.toBe(copy);
});

describe.skipIf(process.platform === 'win32')('names and links', () => {
  test('names that are not UTF-8 are kept, and shown escaped', async () => {
    const name = Buffer.concat([Buffer.from(`${root}/caf`), Buffer.of(0xe9), Buffer.from('.png')]);
    writeFileSync(name, await picture(1));
    await write('caf\\xe9.png', 2); // looks the same
    await write('a.png', 3);
    expect((await index()).added).toEqual(['a.png', 'caf\\xe9.png', 'caf\\xe9.png']);
    const library = await openLibrary(store);
    const files = library.pictures.flatMap((one) => one.files);
    await library.close();
    expect(files.some(({ file }) => file.equals(name))).toBe(true);
    expect(await index()).toMatchObject({ unchanged: 3, encoded: 0 });
    rmSync(name);
    expect((await index()).removed).toEqual(['caf\\xe9.png']);
    expect(await namesOf()).toHaveLength(2);
  });

  test('symbolic links are not followed', async () => {
    await write('a.png', 1);
    symlinkSync(join(root, 'a.png'), join(root, 'link.png'));
    symlinkSync(root, join(root, 'sub/circle'));
    expect(await index()).toMatchObject({ files: 1, unreadable: [] });
  });
});

describe('what looks like a loss is none', () => {
  test('an empty, a vanished folder and a file are errors, and the store keeps all', async () => {
    await fill(5);
    await index();
    renameSync(root, `${root}.away`);
    expect(await failure('DATA_DIR_UNUSABLE', index)).toContain('cannot be read');
    mkdirSync(root);
    expect(await failure('FOLDER_EMPTY', () => index({ removeMissing: true }))).toContain(
      'Is its drive there?',
    );
    mkdirSync(join(root, 'empty'));
    writeFileSync(join(root, 'notes.txt'), 'no picture');
    await failure('FOLDER_EMPTY', index);
    rmSync(root, { recursive: true });
    writeFileSync(root, 'a file');
    await failure('DATA_DIR_UNUSABLE', index);
    rmSync(root);
    renameSync(`${root}.away`, root);
    expect(await index()).toMatchObject({ unchanged: 5, encoded: 0, removed: [] });
  });

  test('that most are gone must be said', async () => {
    await fill(40);
    await index();
    rmSync(join(root, 'sub'), { recursive: true });
    await write('new.png', 99);
    expect(await index()).toMatchObject({ removed: { length: 20 } }); // half of them: a folder was deleted
    for (let i = 0; i < 24; i += 2) rmSync(join(root, `${i}.png`));
    const message = await failure('MOSTLY_GONE', index);
    expect(message).toContain('12 of the 21 pictures');
    expect(message).toContain('--remove-missing');
    expect(await namesOf()).toHaveLength(21);
    expect(await index({ removeMissing: true })).toMatchObject({ removed: { length: 12 }, files: 9 });
  });

  test('a folder that was renamed is moved, however many were in it', async () => {
    await fill(40);
    await index();
    renameSync(join(root, 'sub'), join(root, 'other'));
    for (let i = 0; i < 40; i += 2) renameSync(join(root, `${i}.png`), join(root, `moved-${i}.png`));
    expect(await index()).toMatchObject({ moved: { length: 40 }, added: [], removed: [], encoded: 0 });
  });
});

describe('a store', () => {
  test('keeps its folder, encoder and measure', async () => {
    await write('a.png', 1);
    await index();
    const other = temporaryFolder();
    writeFileSync(join(other, 'a.png'), await picture(1));
    expect(await failure('STORE_MISMATCH', () => indexFolder(other, { store }))).toContain(
      'it is of the pictures in',
    );
    const larger = { name: 'raw', shape: [5, 5, 3] as const };
    await failure('STORE_MISMATCH', () => index({ encoder: larger }));
    await failure('STORE_MISMATCH', () => index({ encoder: { ...encoder, background: 'white' } }));
    expect(await failure('STORE_MISMATCH', () => index({ measure: 'l2' }))).toContain("measure 'cosine'");
    expect(await indexFolder(root, { store })).toMatchObject({ unchanged: 1 });
  });

  test('takes no folder that holds something else', async () => {
    await write('a.png', 1);
    mkdirSync(store);
    writeFileSync(join(store, 'precious.txt'), 'mine');
    expect(await failure('STORE_EXISTS', index)).toContain('precious.txt');
    expect(readFileSync(join(store, 'precious.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(store)).toEqual(['precious.txt']);
  });

  test('may lie in the folder of the pictures', async () => {
    await fill(3);
    store = join(root, 'store');
    await index();
    expect(await index()).toMatchObject({ unchanged: 3, added: [], unreadable: [] });
  });

  test('that is cut anywhere says so, or is brought back by the next run', { timeout: 480_000 }, async () => {
    await fill(4);
    await index();
    const files = [
      'library.json',
      'files.jsonl',
      'index/manifest.json',
      'index/rows.f32',
      'index/ids',
      'index/payloads.jsonl',
    ];
    for (const name of files) {
      const file = join(store, name);
      const whole = readFileSync(file);
      for (let tenth = 0; tenth < 10; tenth++) {
        truncateSync(file, Math.floor((whole.length * tenth) / 10));
        try {
          await index();
          expect(await namesOf()).toHaveLength(4);
        } catch (error) {
          expect(['STORE_DAMAGED', 'STORE_EXISTS']).toContain((error as { code: string }).code);
        }
        writeFileSync(file, whole);
      }
    }
    expect(await index()).toMatchObject({ removed: [], broken: [] });
    expect(await namesOf()).toHaveLength(4);
  });

  test('of a later version is refused', async () => {
    await write('a.png', 1);
    await index();
    const file = join(store, 'library.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"version":1', '"version":2'));
    expect(await failure('STORE_MISMATCH', index)).toContain('version 2');
  });

  test('whose index was deleted is filled again', async () => {
    await fill(3);
    await index();
    rmSync(join(store, 'index'), { recursive: true });
    expect(await index()).toMatchObject({ encoded: 3, files: 3, removed: [] });
  });
});

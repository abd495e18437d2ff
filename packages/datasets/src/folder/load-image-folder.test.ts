import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { drawPicture, plain } from '../../test/pictures.ts';
import { pictureOf } from '../image-set.ts';
import type { FolderProgress } from './decode-pictures.ts';
import { type LoadFolderOptions, loadImageFolder } from './load-image-folder.ts';

let folder: string;
let cacheDir: string;
beforeEach(() => {
  folder = temporaryFolder();
  cacheDir = temporaryFolder();
});

const load = (options: Partial<LoadFolderOptions> = {}) =>
  loadImageFolder(folder, { shape: [2, 2, 3], cacheDir, ...options });
const draw = (path: string, value: number) => drawPicture(folder, path, plain(2, 2, [value, value, value]));

test('folders are classes, pictures come in the order of their paths', async () => {
  await draw('dog/b.png', 3);
  await draw('dog/a.png', 2);
  await draw('cat/z.png', 1);
  const { set, files, unreadable, cached, warnings } = await load();
  expect(set).toMatchObject({ name: basename(folder), split: 'train', shape: [2, 2, 3], count: 3 });
  expect(set.labels).toEqual({ fine: { names: ['cat', 'dog'], values: Uint8Array.from([0, 1, 1]) } });
  expect([0, 1, 2].map((row) => pictureOf(set, row)[0])).toEqual([1, 2, 3]);
  expect([...set.ids]).toEqual([0, 1, 2]);
  expect(files).toEqual(['cat/z.png', 'dog/a.png', 'dog/b.png']);
  expect([unreadable, cached, warnings]).toEqual([[], false, []]);
});

test('a flat folder has no labels; nor has one whose folders are no classes', async () => {
  await draw('a.png', 1);
  expect((await load({ name: 'mine', split: 'test' })).set).toMatchObject({
    name: 'mine',
    split: 'test',
    labels: {},
  });
  await draw('deep/b.png', 2);
  expect((await load({ classes: false })).set).toMatchObject({ count: 2, labels: {} });
  expect((await load()).set).toMatchObject({ count: 1, labels: { fine: { names: ['deep'] } } });
});

describe('files that cannot be read', () => {
  beforeEach(async () => {
    for (const i of [0, 1, 3, 4, 6]) await draw(`c/${i}.png`, i);
    for (const i of [2, 5]) writeFileSync(join(folder, `c/${i}.png`), 'no picture');
  });

  test('are listed; the others close ranks and keep their ids', async () => {
    for (const expected of [false, true]) {
      const { set, files, unreadable, cached } = await load();
      expect(cached).toBe(expected);
      expect([...set.ids]).toEqual([0, 1, 3, 4, 6]);
      for (let row = 0; row < 5; row++) {
        expect(pictureOf(set, row)[0]).toBe(set.ids[row]);
        expect(files[set.ids[row]!]).toBe(`c/${set.ids[row]}.png`);
      }
      expect(set.labels.fine!.values.length).toBe(5);
      expect(unreadable.map(({ path }) => path)).toEqual(['c/2.png', 'c/5.png']);
      expect(unreadable[0]!.reason).toBe('it begins as no picture does');
    }
  });

  test('of kinds that are not read, and no others, are an error', async () => {
    for (const i of [0, 1, 2, 3, 4, 5, 6]) rmSync(join(folder, `c/${i}.png`));
    writeFileSync(join(folder, 'c/1.heic'), '');
    const message = await failure('FILE_UNREADABLE', () => load());
    expect(message).toContain('c/1.heic: HEIC files are not read; save it as PNG.');
  });

  test('and no others are an error', async () => {
    for (const i of [0, 1, 3, 4, 6]) rmSync(join(folder, `c/${i}.png`));
    const message = await failure('FILE_UNREADABLE', () => load());
    expect(message).toContain(`None of the 2 pictures in ${folder} can be read. c/2.png: `);
  });
});

describe('the cache', () => {
  beforeEach(async () => {
    for (let i = 0; i < 5; i++) await draw(`${i}.png`, i);
  });
  /** Loads again; says whether the cache was used, and checks that what came is right. */
  async function cachedAgain(options: Partial<LoadFolderOptions> = {}): Promise<boolean> {
    const { set, cached } = await load(options);
    const fresh = await load({ ...options, cacheDir: false });
    expect(set).toEqual(fresh.set);
    return cached;
  }

  test('serves the second load, and takes two files however often it is renewed', async () => {
    expect(await cachedAgain()).toBe(false);
    expect(await cachedAgain()).toBe(true);
    await draw('5.png', 5);
    expect(await cachedAgain()).toBe(false);
    expect(await cachedAgain()).toBe(true);
    expect(readdirSync(join(cacheDir, 'folders'))).toHaveLength(2);
  });

  test('is passed over when a file came, went or changed, or the shape or the limit is another', async () => {
    await load();
    await draw('0.png', 77);
    utimesSync(join(folder, '0.png'), 1, 1);
    expect(await cachedAgain()).toBe(false);
    rmSync(join(folder, '1.png'));
    expect(await cachedAgain()).toBe(false);
    expect(await cachedAgain({ shape: [1, 2, 1] })).toBe(false);
    expect(await cachedAgain({ maxPixels: 100 })).toBe(false);
    expect(await cachedAgain({ maxPixels: 100 })).toBe(true);
    expect(await cachedAgain({ maxPixels: 100, background: 'white' })).toBe(false);
  });

  test('is passed over when it is damaged in any way', async () => {
    const place = join(cacheDir, 'folders');
    const damages: ((pixels: string, note: string) => void)[] = [
      (pixels) => rmSync(pixels),
      (pixels) => writeFileSync(pixels, new Uint8Array(5 * 12)),
      (pixels) => writeFileSync(pixels, ''),
      (_, note) => rmSync(note),
      (_, note) => writeFileSync(note, '{"fing'),
      (_, note) => writeFileSync(note, 'null'),
      (_, note) => writeFileSync(note, '{}'),
    ];
    for (const damage of damages) {
      await load();
      const [pixels, note] = readdirSync(place).sort() as [string, string];
      damage(join(place, pixels), join(place, note));
      expect(await cachedAgain()).toBe(false);
    }
  });

  test('that cannot be written is a warning', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const { set, warnings } = await load({ cacheDir: file });
    expect(set.count).toBe(5);
    expect(warnings[0]).toMatch(/^The cache folder .* cannot be written/);
  });

  test('is not touched when it is turned off', async () => {
    await load({ cacheDir: false });
    expect(readdirSync(cacheDir)).toEqual([]);
  });
});

test('a file that changed in place is read again, even with its old time and size', async () => {
  await draw('a.png', 1);
  const { atime, mtime } = statSync(join(folder, 'a.png'));
  await load();
  await draw('a.png', 2);
  utimesSync(join(folder, 'a.png'), atime, mtime);
  const { set, cached } = await load();
  expect([cached, set.pixels[0]]).toEqual([false, 2]);
});

test('the background shows in colour and in grey', async () => {
  await drawPicture(folder, 'a.png', plain(2, 2, [200, 100, 50, 0]));
  const first = async (options: Partial<LoadFolderOptions>) => [...pictureOf((await load(options)).set, 0)];
  expect((await first({ background: '#ff8000' })).slice(0, 3)).toEqual([255, 128, 0]);
  expect((await first({ background: 'white', shape: [1, 1, 1] }))[0]).toBe(255);
  expect((await first({ background: '#FF0000', shape: [1, 1, 1] }))[0]).toBe(76);
  expect((await first({ shape: [1, 1, 1] }))[0]).toBe(0);
});

test('a few hundred pictures report their progress, and only when they are read', async () => {
  for (let i = 0; i < 300; i++) await draw(`${i}.png`, i % 256);
  const steps: FolderProgress[] = [];
  const onProgress = (step: FolderProgress) => steps.push(step);
  const { set, files } = await load({ onProgress });
  expect(steps.length).toBe(150);
  expect(steps[0]).toEqual({ done: 2, total: 300 });
  expect(steps.at(-1)).toEqual({ done: 300, total: 300 });
  for (let row = 0; row < 300; row++)
    expect(pictureOf(set, row)[0]).toBe(Number.parseInt(files[row]!, 10) % 256);
  await load({ onProgress });
  expect(steps.length).toBe(150);
});

test('a load can be stopped', async () => {
  for (let i = 0; i < 20; i++) await draw(`${i}.png`, i);
  const stop = new AbortController();
  const loading = load({ signal: stop.signal, onProgress: () => stop.abort() });
  await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('what cannot be asked for is refused', async () => {
  expect(await failure('FILES_MISSING', () => load())).toContain(`${folder} holds no pictures.`);
  mkdirSync(join(folder, 'empty'));
  await failure('FILES_MISSING', () => load());
  await draw('a.png', 1);
  await failure('INPUT_INVALID', () => load({ shape: [2, 2, 2] }));
  await failure('INPUT_INVALID', () => load({ shape: [0, 2, 3] }));
  await failure('INPUT_INVALID', () => load({ shape: [2, 2.5, 3] }));
  await failure('INPUT_INVALID', () => load({ maxPixels: 0 }));
  const message = await failure('INPUT_INVALID', () => load({ maxBytes: 11 }));
  expect(message).toContain('1 pictures of 2 x 2 x 3 take 12 bytes, more than maxBytes (11).');
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexFolder, openLibrary } from '@hourglass/library';
import sharp from 'sharp';
import { beforeEach, expect, test } from 'vitest';
import { failure, options, picture, temporaryFolder } from './helpers.ts';

let root: string;
let store: string;
beforeEach(async () => {
  const home = temporaryFolder();
  root = join(home, 'pictures');
  store = join(home, 'store');
  mkdirSync(root);
  for (const grey of [0, 40, 80, 120]) {
    const raw = { width: 4, height: 4, channels: 3 as const };
    const pixels = new Uint8Array(48).fill(grey);
    await sharp(pixels, { raw })
      .png()
      .toFile(join(root, `${grey}.png`));
  }
  await indexFolder(root, { ...options(store), measure: 'l2' });
});

async function found(query: string, k?: number): Promise<string[]> {
  const library = await openLibrary(store);
  try {
    const hits = await library.search(query, k === undefined ? {} : { k });
    return hits.map(({ picture }) => picture.files[0]!.shown);
  } finally {
    await library.close();
  }
}

test('finds the nearest first, by path, whole path or id, and never the picture itself', async () => {
  expect(await found('40.png', 3)).toEqual(['0.png', '80.png', '120.png']);
  expect(await found(join(root, '120.png'), 2)).toEqual(['80.png', '40.png']);
  const library = await openLibrary(store);
  const { id } = library.pictures.find(({ files }) => files[0]!.shown === '0.png')!;
  await library.close();
  expect(await found(id.slice(0, 8), 1)).toEqual(['40.png']);
  expect(await found(id.toUpperCase(), 1)).toEqual(['40.png']);
});

test('of equally near pictures the first by its path comes first, whichever was read first', async () => {
  for (const [name, side] of [
    ['a', 3000],
    ['b', 4],
    ['c', 1500],
    ['d', 8],
  ] as const) {
    const create = {
      width: side,
      height: side,
      channels: 3 as const,
      background: { r: 200, g: 200, b: 200 },
    };
    await sharp({ create })
      .png()
      .toFile(join(root, `${name}.png`));
  }
  await indexFolder(root, { store });
  expect(await found('120.png', 6)).toEqual(['80.png', '40.png', 'a.png', 'b.png', 'c.png', 'd.png']);
});

test('a file from elsewhere is compared with all; more than there are cannot be found', async () => {
  const file = join(root, '..', 'query.png');
  writeFileSync(file, await picture(1));
  expect(await found(file, 100)).toHaveLength(4);
  expect(await found('40.png')).toHaveLength(3);
});

test('a query that is nothing says what it could be', async () => {
  for (const query of ['nothing.png', 'abc', 'ffffffff', '', '..']) {
    const message = await failure(
      query === '' || query === '..' ? 'PICTURE_UNREADABLE' : 'PICTURE_UNKNOWN',
      () => found(query),
    );
    expect(message).toContain(`'${query}'`);
  }
  const file = join(root, '..', 'query.png');
  writeFileSync(file, 'no picture');
  expect(await failure('PICTURE_UNREADABLE', () => found(file))).toContain('it begins as no picture does');
  await failure('ARGUMENT_INVALID', () => found('40.png', 0));
  await failure('STORE_MISSING', () => openLibrary(join(root, 'nowhere')));
});

test('a picture that is gone since cannot be asked for, but is found', async () => {
  rmSync(join(root, '40.png'));
  expect(await failure('PICTURE_UNREADABLE', () => found('40.png'))).toContain('index the folder again');
  expect(await found('0.png', 1)).toEqual(['40.png']);
});

test('of a single picture there are no neighbours; of none there is no search', async () => {
  for (const grey of [0, 40, 80]) rmSync(join(root, `${grey}.png`));
  await indexFolder(root, { store });
  expect(await found('120.png')).toEqual([]);
  writeFileSync(join(root, '120.png'), 'broken');
  await indexFolder(root, { store });
  await failure('LIBRARY_EMPTY', () => found('120.png'));
});

import { copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageSet, loadDataset, pictureOf, select, take } from '@hourglass/datasets';
import {
  findDuplicates,
  findMatches,
  indexFolder,
  openEncoder,
  openLibrary,
  type PictureEncoder,
} from '@hourglass/library';
import { fitPca } from '@hourglass/models/encoders';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { failure, picture, encoder as raw, temporaryFolder } from './helpers.ts';

let photos: ImageSet;
let encoder: PictureEncoder;

beforeAll(async () => {
  const { train } = await loadDataset('cifar100-mini', { offline: true });
  photos = halved(
    select(
      train,
      Int32Array.from({ length: 1200 }, (_, i) => i * 4),
    ),
  );
  const pca = await fitPca(photos, 64, { mirrored: true, whitened: true });
  encoder = { name: 'pca', shape: photos.shape, onnx: pca.toOnnx() };
  await pca.dispose();
}, 480_000);

/** 16 x 16: small enough to be fitted in a test. */
function halved(set: ImageSet): ImageSet {
  const pixels = new Uint8Array(set.pixels.length / 4);
  for (let i = 0; i < pixels.length; i++) {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % 16, Math.floor(i / 48)];
    const at = (down: number, right: number) =>
      set.pixels[((2 * y + down) * 32 + 2 * x + right) * 3 + channel]!;
    pixels[i] = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
  }
  return { ...set, shape: [16, 16, 3], pixels };
}

const imageOf = (row: number) =>
  sharp(pictureOf(photos, row), { raw: { width: 16, height: 16, channels: 3 } });

/** As a photograph has it: many more pixels than an encoder takes. */
const large = async (row: number) => sharp(await imageOf(row).resize(128, 128).png().toBuffer());

describe('duplicates in a folder', () => {
  test('copies, other formats and other sizes are found; hard links and other pictures are not', async () => {
    const root = join(temporaryFolder(), 'photos');
    mkdirSync(join(root, 'old'), { recursive: true });
    const at = (name: string) => join(root, name);
    for (let i = 0; i < 300; i++) await (await large(i)).png().toFile(at(`${i}.png`));
    copyFileSync(at('0.png'), at('old/copy.png'));
    linkSync(at('1.png'), at('old/link.png'));
    for (let i = 10; i < 15; i++) await (await large(i)).jpeg({ quality: 80 }).toFile(at(`old/${i}.jpg`));
    for (let i = 20; i < 25; i++)
      await (await large(i))
        .resize(64, 64)
        .webp()
        .toFile(at(`old/${i}.webp`));
    await (await large(30)).linear(0.8, 30).png().toFile(at('old/30-lighter.png'));
    const store = `${root}.index`;
    await indexFolder(root, { store, encoder });
    const library = await openLibrary(store);
    const { groups, threshold } = await findDuplicates(library);
    await library.close();
    expect(threshold).toBeGreaterThan(0);
    const found = groups.map(({ kind, pictures }) => [
      kind,
      ...pictures.flatMap(({ files }) => files.map(({ shown }) => shown)),
    ]);
    const expected = [
      ['same', '0.png', 'old/copy.png'],
      ...[10, 11, 12, 13, 14].map((i) => ['same', `${i}.png`, `old/${i}.jpg`]),
      ...[20, 21, 22, 23, 24].map((i) => ['same', `${i}.png`, `old/${i}.webp`]),
      ['similar', '30.png', 'old/30-lighter.png'],
    ];
    for (const group of expected) expect(found).toContainEqual(group);
    // One in a thousand is the rate: of 300 pictures hardly any.
    expect(found.length).toBeLessThanOrEqual(expected.length + 1);
  });

  test('an animation is not its first picture', async () => {
    const root = join(temporaryFolder(), 'photos');
    mkdirSync(root);
    for (let i = 0; i < 60; i++)
      await imageOf(i)
        .png()
        .toFile(join(root, `${i}.png`));
    const frames = Buffer.concat([pictureOf(photos, 0), pictureOf(photos, 50)]);
    const joined = { raw: { width: 16, height: 32, channels: 3 as const, pageHeight: 16 } };
    await sharp(frames, joined).webp({ lossless: true, loop: 0 }).toFile(join(root, 'film.webp'));
    await imageOf(1).webp({ lossless: true }).toFile(join(root, 'still.webp'));
    const store = `${root}.index`;
    await indexFolder(root, { store, encoder });
    const library = await openLibrary(store);
    const { groups } = await findDuplicates(library);
    await library.close();
    const named = groups.map(({ kind, pictures }) => [kind, ...pictures.map(({ files }) => files[0]!.shown)]);
    expect(named).toContainEqual(['same', '1.png', 'still.webp']);
    expect(named).toContainEqual(['similar', '0.png', 'film.webp']);
  });

  test('of few pictures, of none alike, of another measure', async () => {
    const root = join(temporaryFolder(), 'photos');
    mkdirSync(root);
    const store = `${root}.index`;
    const look = async (falseMatches?: number) => {
      await indexFolder(root, { store, encoder: raw });
      const library = await openLibrary(store);
      try {
        return (await findDuplicates(library, falseMatches === undefined ? {} : { falseMatches })).groups;
      } finally {
        await library.close();
      }
    };
    writeFileSync(join(root, 'a.png'), await picture(1));
    expect(await look()).toEqual([]);
    writeFileSync(join(root, 'b.png'), await picture(1));
    expect(await look()).toMatchObject([{ kind: 'same', distance: 0, pictures: [{ files: [{}, {}] }] }]);
    writeFileSync(join(root, 'c.png'), await picture(2));
    expect(await look()).toHaveLength(1);
    for (const rate of [0, 1, -1, Number.NaN]) await failure('ARGUMENT_INVALID', () => look(rate));
    await indexFolder(root, { store: `${root}.l2`, encoder: raw, measure: 'l2' });
    const other = await openLibrary(`${root}.l2`);
    expect(await failure('STORE_MISMATCH', () => findDuplicates(other))).toContain('--measure cosine');
    await other.close();
  });
});

describe('matches between sets', () => {
  test('what leaked is found, and the stated rate of mistakes holds', { timeout: 480_000 }, async () => {
    const opened = await openEncoder(encoder);
    const train = take(photos, 900);
    const test = select(
      photos,
      Int32Array.from({ length: 300 }, (_, i) => 900 + i),
    );
    // 20 of train leak into test, each of its pixels off by up to 5.
    const pixels = test.pixels.slice();
    const size = 768;
    for (let i = 0; i < 20 * size; i++) {
      pixels[i] = Math.max(0, Math.min(255, train.pixels[100 * size + i]! + ((i * 7) % 11) - 5));
    }
    const leaky = { ...test, pixels };
    const { matches, decoys } = await findMatches(leaky, train, opened, { falseMatches: 0.01 });
    expect(decoys).toBeGreaterThan(1000);
    const leaks = matches.filter(
      ({ query, item }) => leaky.ids.indexOf(query) === train.ids.indexOf(item) - 100,
    );
    expect(leaks.length).toBeGreaterThanOrEqual(20);
    expect(leaks.every(({ same }) => same)).toBe(true);
    // Of 280 others, 3 by mistake. Some are alike in truth, and then mostly of one class.
    const labelOf = (set: ImageSet, id: number) => set.labels.fine!.values[set.ids.indexOf(id)];
    const mistakes = matches.filter(
      (match) => !leaks.includes(match) && labelOf(leaky, match.query) !== labelOf(train, match.item),
    );
    expect(new Set(mistakes.map(({ query }) => query)).size).toBeLessThanOrEqual(9);
    const strict = await findMatches(leaky, train, opened, { falseMatches: 0.0001 });
    expect(strict.threshold).toBeLessThan(0.2);
    await opened.close();
  });

  test('within a set each pair is told once', async () => {
    const opened = await openEncoder(encoder);
    const some = take(photos, 200);
    const pixels = some.pixels.slice();
    pixels.copyWithin(50 * 768, 10 * 768, 11 * 768);
    const { matches } = await findMatches(
      ...(Array(2).fill({ ...some, pixels }) as [ImageSet, ImageSet]),
      opened,
    );
    const [a, b] = [some.ids[10]!, some.ids[50]!];
    expect(
      matches.filter(({ query, item }) => [query, item].sort().join() === [a, b].sort().join()),
    ).toMatchObject([{ same: true, distance: expect.closeTo(0, 4) }]);
    await opened.close();
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findDuplicates, indexFolder, openLibrary } from '@hourglass/library';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { encoder, temporaryFolder } from './helpers.ts';

/** A drawing of 8 x 8, a character a pixel: `#` is drawn, the rest is not. */
function drawing(lines: string, colour: readonly number[], ground: readonly number[]) {
  const pixels = [...lines.replaceAll(/\s/g, '')].flatMap((sign) => (sign === '#' ? colour : ground));
  const channels = colour.length as 3 | 4;
  return sharp(Uint8Array.from(pixels), { raw: { width: 8, height: 8, channels } });
}

const [half, cross] = [
  '####.... '.repeat(8),
  '...##... ...##... ...##... ######## ######## ...##... ...##... ...##...',
];
const [black, white, clear] = [
  [0, 0, 0, 255],
  [255, 255, 255, 255],
  [0, 0, 0, 0],
] as const;

async function searched(files: Record<string, Sharp>, query: string) {
  const root = join(temporaryFolder(), 'pictures');
  mkdirSync(root);
  for (const [name, image] of Object.entries(files)) await image.toFile(join(root, name));
  const store = `${root}.index`;
  const { broken } = await indexFolder(root, { store, encoder, measure: 'l2' });
  expect(broken).toEqual([]);
  const library = await openLibrary(store);
  const hits = await library.search(query, { k: 10 });
  await library.close();
  return hits.map(
    ({ picture, distance }) => [picture.files[0]!.shown, Math.round(distance * 100) / 100] as const,
  );
}

test('black drawings on a clear ground are not all one black picture', async () => {
  const found = await searched(
    {
      'cross.png': drawing(cross, black, clear).png(),
      'cross-on-white.png': drawing(cross, black, white).png(),
      'half.png': drawing(half, black, clear).png(),
      'white-half.png': drawing(half, white, clear).png(),
    },
    'cross.png',
  );
  expect(found[0]).toEqual(['cross-on-white.png', 0]);
  expect(found[1]![1]).toBeGreaterThan(1);
});

test('opacity that is full everywhere is no difference, nor are 16 bits, nor a turn that EXIF tells', async () => {
  const opaque = [
    [200, 10, 30],
    [20, 90, 200],
  ] as const;
  const withAlpha = opaque.map((colour) => [...colour, 255]) as [number[], number[]];
  const found = await searched(
    {
      'rgb.png': drawing(half, ...opaque).png(),
      'rgba.png': drawing(half, ...withAlpha).png(),
      '16-bit.png': drawing(half, ...opaque)
        .toColourspace('rgb16')
        .png(),
      'turned.png': sharp(
        await drawing(half, ...opaque)
          .rotate(270)
          .png()
          .toBuffer(),
      )
        .withMetadata({ orientation: 6 })
        .png(),
      'other.png': drawing(cross, ...opaque).png(),
    },
    'rgb.png',
  );
  expect(
    found
      .slice(0, 3)
      .map(([name]) => name)
      .sort(),
  ).toEqual(['16-bit.png', 'rgba.png', 'turned.png']);
  for (const [, distance] of found.slice(0, 3)) expect(distance).toBeLessThan(0.05);
  expect(found[3]![1]).toBeGreaterThan(0.5);
});

test('plain pictures of one colour are as near as their colours, and no duplicates', async () => {
  const root = join(temporaryFolder(), 'pictures');
  mkdirSync(root);
  for (const grey of [0, 60, 120, 255]) {
    await drawing(half, [grey, grey, grey], [grey, grey, grey])
      .png()
      .toFile(join(root, `${grey}.png`));
  }
  const store = `${root}.index`;
  await indexFolder(root, { store, encoder });
  const library = await openLibrary(store);
  expect((await findDuplicates(library)).groups).toEqual([]);
  await library.close();
});

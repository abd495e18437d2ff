import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/helpers.ts';
import type { Background } from '../background.ts';
import { createDecoder } from './decode-picture.ts';
import { loadImageFolder } from './load-image-folder.ts';

// Files that Pillow and tifffile wrote, and the values that Pillow reads in them: see make.py there.
const pictures = fileURLToPath(new URL('../../test/real-pictures/', import.meta.url));

interface Expected {
  readonly size: readonly [width: number, height: number];
  /** Hex digits of the pixels on each background that makes a difference. */
  readonly colour: Readonly<Record<string, string>>;
  readonly grey: Readonly<Record<string, string>>;
}
const expected: Record<string, Expected> = JSON.parse(readFileSync(join(pictures, 'expected.json'), 'utf8'));

const cases = Object.entries(expected).flatMap(([name, { size, colour, grey }]) =>
  Object.keys(colour).flatMap((background) => [
    { name, size, background, channels: 3, hex: colour[background]! },
    { name, size, background, channels: 1, hex: grey[background]! },
  ]),
);

test.each(cases)('$name on $background, channels $channels: what Pillow reads', async (picture) => {
  const [width, height] = picture.size;
  const decode = await createDecoder({
    shape: [height, width, picture.channels],
    maxPixels: 100,
    background: picture.background as Background,
  });
  const { pixels } = await decode(readFileSync(join(pictures, picture.name)));
  const values = Buffer.from(picture.hex, 'hex');
  expect(pixels.length).toBe(values.length);
  const differences = Array.from(values, (value, i) => Math.abs(value - pixels[i]!));
  expect(Math.max(...differences)).toBeLessThanOrEqual(1);
});

test('every file that is not read is listed, with a reason in words of ours', async () => {
  const folder = temporaryFolder();
  cpSync(join(pictures, 'not-read'), folder, { recursive: true });
  cpSync(join(pictures, 'rgb.png'), join(folder, 'good.png'));
  const { files, set, unreadable } = await loadImageFolder(folder, { shape: [6, 8, 3], cacheDir: false });
  expect([set.count, files[set.ids[0]!]]).toEqual([1, 'good.png']);
  const advice = 'save it as grey or RGB with 8 or 16 bits';
  const range = `and it tells no range; ${advice}`;
  const damaged = (kind: string) =>
    `this ${kind} is cut short or damaged, or of a rare sort that is not read`;
  const other = (kind: string) => `${kind} files are not read; save it as PNG`;
  expect(Object.fromEntries(unreadable.map(({ path, reason }) => [path, reason]))).toEqual({
    'cmyk16.tiff': `its values have 16 bits; ${advice}`,
    'complex.tiff': `its values are complex, ${range}`,
    'drawing.png': other('SVG'),
    'drawing.svg': other('SVG'),
    'empty.png': 'it is empty',
    'five.tiff': `it has 5 channels; ${advice}`,
    'flipped.png': damaged('PNG'),
    'float-grey.tiff': `its values are floats, ${range}`,
    'float16.tiff': `its values are floats, ${range}`,
    'float255.tiff': `its values are floats, ${range}`,
    'float32.tiff': `its values are floats, ${range}`,
    'float64.tiff': `its values are floats, ${range}`,
    'grey.bmp': other('BMP'),
    'half-palette.gif': damaged('GIF'),
    'half-rgb.avif': damaged('AVIF'),
    'half-rgb.jpg': damaged('JPEG'),
    'half-rgb.png': damaged('PNG'),
    'half-rgb.tiff': damaged('TIFF'),
    'half-rgb.webp': damaged('WebP'),
    'int16.tiff': `its values are signed, ${range}`,
    'int32.tiff': `its values are signed, ${range}`,
    'int8.tiff': `its values are signed, ${range}`,
    'lab.tiff': `its colours are neither grey, RGB nor CMYK; ${advice}`,
    'picture.bmp': other('BMP'),
    'picture.dds': other('DDS'),
    'picture.heic': other('HEIC'),
    'picture.ico': other('ICO'),
    'picture.jp2': other('JPEG 2000'),
    'picture.pcx': other('PCX'),
    'picture.ppm': other('PNM'),
    'picture.qoi': other('QOI'),
    'picture.tga': other('TGA'),
    'sequence.avif': other('AVIF sequence'),
    'text.jpg': 'it begins as no picture does',
    'uint32.tiff': `its values have 32 bits; ${advice}`,
    'ycbcr.tiff': `its colours are neither grey, RGB nor CMYK; ${advice}`,
  });
});

test('a file that is cut short anywhere gives its whole picture or none', async () => {
  const file = fc.constantFrom(...Object.keys(expected));
  await fc.assert(
    fc.asyncProperty(file, fc.nat(), async (name, place) => {
      const [width, height] = expected[name]!.size;
      const decode = await createDecoder({ shape: [height, width, 3], maxPixels: 100 });
      const bytes = readFileSync(join(pictures, name));
      const whole = await decode(bytes);
      const cut = await decode(bytes.subarray(0, place % bytes.length)).catch(
        (error: Error) => error.message,
      );
      if (typeof cut === 'string') expect(cut).toMatch(/^(this|it begins|it is empty)/);
      else expect(cut.pixels).toEqual(whole.pixels);
    }),
    { numRuns: 300 },
  );
});

describe('files that hold several pictures', () => {
  test('give the first, and a warning', async () => {
    const folder = temporaryFolder();
    const several = ['animated.gif', 'animated.webp', 'pages.tiff'];
    for (const name of [...several, 'rgb.png']) cpSync(join(pictures, name), join(folder, name));
    const options = { shape: [6, 8, 3], cacheDir: temporaryFolder() } as const;
    for (const cached of [false, true]) {
      const loaded = await loadImageFolder(folder, options);
      expect(loaded.cached).toBe(cached);
      expect(loaded.warnings).toEqual([
        '3 files, such as animated.gif, hold several pictures. The first was taken.',
      ]);
    }
    for (const name of several.slice(1)) cpSync(join(pictures, 'rgb.png'), join(folder, name));
    expect((await loadImageFolder(folder, options)).warnings).toEqual([
      'animated.gif holds several pictures. The first was taken.',
    ]);
  });
});

test('a file is read by what is in it, whatever its name says', async () => {
  const folder = temporaryFolder();
  const names = ['rgb.png', 'rgb.jpg', 'rgb.webp', 'palette.gif', 'rgb.tiff', 'rgb.avif'];
  for (const [i, name] of names.entries()) {
    cpSync(join(pictures, name), join(folder, `no ending ${i}`));
    cpSync(join(pictures, name), join(folder, `${i}.bmp`));
    cpSync(join(pictures, name), join(folder, `${i}.png`));
    cpSync(join(pictures, name), join(folder, `${i}.txt`));
  }
  for (const name of readdirSync(join(pictures, 'not-read')).filter((file) =>
    /bmp|heic|jp2|avif/.test(file),
  )) {
    cpSync(join(pictures, 'not-read', name), join(folder, `${name} without an ending`));
  }
  const { set, files, unreadable } = await loadImageFolder(folder, { shape: [6, 8, 3], cacheDir: false });
  expect(set.count).toBe(24);
  expect(files).toContain('no ending 0');
  expect(unreadable.map(({ reason }) => reason.split(' ')[0]).sort()).toEqual([
    'AVIF',
    'BMP',
    'BMP',
    'HEIC',
    'JPEG',
    'this',
  ]);
});

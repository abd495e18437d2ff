import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { type Drawing, drawPicture, plain } from '../../test/pictures.ts';
import type { Background } from '../background.ts';
import type { ImageShape } from '../image-set.ts';
import { createDecoder } from './decode-picture.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

async function decode(path: string, shape: ImageShape, maxPixels = 1000, background?: Background) {
  const decoder = await createDecoder({ shape, maxPixels, background });
  return [...(await decoder(readFileSync(join(folder, path)))).pixels];
}

async function drawAndDecode(drawing: Drawing, shape: ImageShape): Promise<number[]> {
  await drawPicture(folder, 'a.png', drawing);
  return decode('a.png', shape);
}

const [red, green, blue] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
] as const;

test('a picture of the right size keeps every bit', async () => {
  const drawing = Array.from({ length: 5 }, (_, y) =>
    Array.from({ length: 4 }, (_, x) => [x * 50, y * 40, 7 * x * y]),
  );
  expect(await drawAndDecode(drawing, [5, 4, 3])).toEqual(drawing.flat(2));
});

test('the middle of a wide picture fills a square', async () => {
  const row = [red, red, green, green, blue, blue];
  expect(await drawAndDecode([row, row], [2, 2, 3])).toEqual([green, green, green, green].flat());
});

test('the middle of a tall picture fills a square', async () => {
  const rows = [red, red, green, green, blue, blue].map((colour) => [colour, colour]);
  expect(await drawAndDecode(rows, [2, 2, 3])).toEqual([green, green, green, green].flat());
});

describe('channels', () => {
  test('1: grey', async () => {
    expect(await drawAndDecode(plain(2, 1, [70, 70, 70]), [2, 1, 1])).toEqual([70, 70]);
  });

  test('3: what is transparent shows black', async () => {
    expect(
      await drawAndDecode(
        [
          [
            [200, 100, 50, 0],
            [200, 100, 50, 255],
          ],
        ],
        [1, 2, 3],
      ),
    ).toEqual([0, 0, 0, 200, 100, 50]);
  });

  test('4: opacity too, of what has none as well', async () => {
    expect(await drawAndDecode(plain(1, 1, [9, 8, 7]), [1, 1, 4])).toEqual([9, 8, 7, 255]);
    expect(await drawAndDecode(plain(1, 1, [9, 8, 7, 255]), [1, 1, 4])).toEqual([9, 8, 7, 255]);
  });

  test('grey and 16-bit files become what is asked for', async () => {
    const source = sharp({
      create: { width: 2, height: 2, channels: 3, background: { r: 70, g: 70, b: 70 } },
    });
    for (const space of ['b-w', 'grey16', 'rgb16']) {
      await source.clone().toColourspace(space).png().toFile(join(folder, 'a.png'));
      expect(await decode('a.png', [1, 1, 3])).toEqual([70, 70, 70]);
      expect(await decode('a.png', [1, 1, 1])).toEqual([70]);
    }
  });
});

test('grey is Rec. 601 of what is stored, for any colours', async () => {
  const colours = fc.uint8Array({ minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(colours, async (values) => {
      const raw = { raw: { width: 2, height: 2, channels: 3 as const } };
      const bytes = await sharp(values, raw).png().toBuffer();
      const { pixels } = await (await createDecoder({ shape: [2, 2, 1], maxPixels: 4 }))(bytes);
      for (const [i, grey] of pixels.entries()) {
        const [r, g, b] = values.subarray(3 * i);
        expect(Math.abs(grey - (0.299 * r! + 0.587 * g! + 0.114 * b!))).toBeLessThan(0.51);
      }
    }),
  );
});

test('a background is black, white or six digits', async () => {
  for (const background of ['red', '#fff', '#12345g', '', 'constructor', '000000'] as Background[]) {
    const message = await failure('INPUT_INVALID', () =>
      createDecoder({ shape: [1, 1, 3], maxPixels: 1, background }),
    );
    expect(message).toContain('It must be black, white, or a colour such as #ff8800.');
  }
});

test('a photo that lies on its side is turned upright', async () => {
  const raw = { raw: { width: 2, height: 1, channels: 3 as const } };
  await sharp(Uint8Array.from([...red, ...blue]), raw)
    .withMetadata({ orientation: 6 })
    .toFile(join(folder, 'turned.png'));
  expect(await decode('turned.png', [2, 1, 3])).toEqual([...red, ...blue]);
});

test('a picture of too many pixels is refused', async () => {
  await drawPicture(folder, 'a.png', plain(40, 26, red));
  await expect(decode('a.png', [2, 2, 3])).rejects.toThrow('it has more pixels than maxPixels allows (1000)');
});

test('a PNG that claims 2^31 pixels a side is refused in little memory', async () => {
  await drawPicture(folder, 'a.png', plain(1, 1, red));
  const bytes = readFileSync(join(folder, 'a.png'));
  bytes.writeUInt32BE(2 ** 31 - 1, 16);
  bytes.writeUInt32BE(2 ** 31 - 1, 20);
  writeFileSync(join(folder, 'a.png'), bytes);
  const before = process.memoryUsage().rss;
  await expect(decode('a.png', [2, 2, 3])).rejects.toThrow();
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
});

test('a file that is cut short is refused', async () => {
  await drawPicture(folder, 'a.png', plain(20, 20, red));
  writeFileSync(join(folder, 'a.png'), readFileSync(join(folder, 'a.png')).subarray(0, -20));
  await expect(decode('a.png', [2, 2, 3])).rejects.toThrow();
});

test('without sharp the error says what to install', async () => {
  vi.doMock('sharp', () => {
    throw new Error('no binary for this system');
  });
  const message = await failure('DEPENDENCY_MISSING', () =>
    createDecoder({ shape: [2, 2, 3], maxPixels: 1000 }),
  );
  vi.doUnmock('sharp');
  expect(message).toContain('needs the package "sharp", which cannot be loaded');
});

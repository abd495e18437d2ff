import { join } from 'node:path';
import type { ImageSet } from '@hourglass/datasets';
import { GraphBuilder, int64s, toOnnx } from '@hourglass/engine/graph';
import {
  agreementMaps,
  indexFolder,
  openEncoder,
  openLibrary,
  type PictureEncoder,
} from '@hourglass/library';
import type { MeasureName } from '@hourglass/similarity';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './helpers.ts';

const SIDE = 16;
const shape = [SIDE, SIDE, 1] as const;

/** A picture of one channel, from what stands at each place. */
function pictureOf(at: (y: number, x: number) => number): ImageSet {
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => at(Math.floor(i / SIDE), i % SIDE));
  return { name: 'one', split: 'test', shape, count: 1, pixels, labels: {}, ids: Uint32Array.of(0) };
}

/** Its code is the left upper quarter. */
function quarter(): PictureEncoder {
  const b = new GraphBuilder('the left upper quarter');
  const x = b.input('x', 'float32', [null, SIDE, SIDE, 1]);
  const lists = [
    [0, 0],
    [8, 8],
    [1, 2],
  ].map((list) => b.constant(int64s(list)));
  const numbers = b.op('Reshape', [b.op('Slice', [x, ...lists]), b.shape([-1, 64])]);
  b.output('y', 'float32', [null, 64], numbers);
  return { name: 'quarter', shape, onnx: toOnnx(b.build()) };
}

/** The means of the map inside and outside of a part of the picture. */
function meansOf(map: Float32Array, isInside: (y: number, x: number) => boolean): [number, number] {
  const sums = [0, 0];
  const counts = [0, 0];
  for (const [i, value] of map.entries()) {
    const part = isInside(Math.floor(i / SIDE), i % SIDE) ? 0 : 1;
    sums[part]! += value;
    counts[part]!++;
  }
  return [sums[0]! / counts[0]!, sums[1]! / counts[1]!];
}

const rings = (y: number, x: number) => 40 + ((y * y + 3 * x * x) % 190);

describe('where two pictures agree', () => {
  test.each<MeasureName>(['bce', 'bce-reverse', 'bce-symmetric', 'cosine', 'l2'])(
    'by pixels and %s: where their pixels are alike',
    async (measure) => {
      const encoder = await openEncoder({ name: 'raw', shape });
      const query = pictureOf((y, x) => (x < 8 ? rings(y, x) : 255));
      const item = pictureOf((y, x) => (x < 8 ? rings(y, x) : 5));
      const [map] = await agreementMaps(encoder, measure, query, item);
      const [alike, other] = meansOf(map!, (_, x) => x < 8);
      expect(map).toHaveLength(SIDE * SIDE);
      expect(alike).toBeGreaterThan(other);
    },
  );

  test('by a code: where the encoder looks, and nowhere else', async () => {
    const encoder = await openEncoder(quarter());
    const query = pictureOf(rings);
    const [map] = await agreementMaps(encoder, 'cosine', query, query);
    await encoder.close();
    for (const [i, value] of map!.entries()) {
      const [y, x] = [Math.floor(i / SIDE), i % SIDE];
      // A square of 4 that moves by 2 reaches 2 places beyond what it covers of the quarter.
      if (y < 8 && x < 8) expect(value).toBeGreaterThan(0);
      if (y >= 10 || x >= 10) expect(Math.abs(value)).toBeLessThan(1e-6);
    }
  });

  test('of an indexed folder: a map for each hit, of the size that the encoder sees', async () => {
    const home = temporaryFolder();
    for (const [i, shade] of [10, 60, 200].entries()) {
      const raw = { width: SIDE, height: SIDE, channels: 1 as const };
      await sharp(pictureOf((y, x) => (y < 4 ? shade : rings(y, x))).pixels, { raw })
        .png()
        .toFile(join(home, `${i}.png`));
    }
    const store = join(temporaryFolder(), 'store');
    await indexFolder(home, { store, encoder: { name: 'raw', shape: [SIDE, SIDE, 1] }, measure: 'l2' });
    const library = await openLibrary(store);
    const hits = await library.search('0.png');
    const maps = await library.explain('0.png', hits);
    await library.close();
    expect(maps.map(({ length }) => length)).toEqual([SIDE * SIDE, SIDE * SIDE]);
    for (const map of maps) {
      const [below, above] = meansOf(map, (y) => y >= 4);
      expect(below).toBeGreaterThan(above);
    }
  });
});

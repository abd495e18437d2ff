import type { ImageSet } from '@hourglass/datasets';
import { createRandom } from '@hourglass/datasets';
import { createSession, floats, GraphBuilder, uint8s } from '@hourglass/engine/graph';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centred } from './centre.ts';
import { featureGraph, featuresSize } from './dictionary-graph.ts';
import type { PatchDictionary } from './patch-dictionary.ts';

const CONTRAST_FLOOR = 0.01;
type Shape = ImageSet['shape'];

/** What the graph does, place by place, as the paper says it. */
function naiveFeatures(picture: Uint8Array, [height, width, channels]: Shape, dictionary: PatchDictionary) {
  const { size, stride, count, grid, filters, offsets } = dictionary;
  const [rows, columns] = [height, width].map((side) => Math.floor((side - size) / stride) + 1) as [
    number,
    number,
  ];
  const pixels = channels * size * size;
  const features = new Float64Array(2 * count * grid * grid);
  for (let field = 0; field < grid * grid; field++) {
    const [fieldRow, fieldColumn] = [Math.floor(field / grid), field % grid];
    const [top, bottom] = [Math.floor((fieldRow * rows) / grid), Math.ceil(((fieldRow + 1) * rows) / grid)];
    const left = Math.floor((fieldColumn * columns) / grid);
    const right = Math.ceil(((fieldColumn + 1) * columns) / grid);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const patch: number[] = [];
        for (let c = 0; c < channels; c++) {
          for (let dy = 0; dy < size; dy++) {
            for (let dx = 0; dx < size; dx++) {
              patch.push(picture[((y * stride + dy) * width + x * stride + dx) * channels + c]! / 255);
            }
          }
        }
        const mean = patch.reduce((sum, value) => sum + value, 0) / pixels;
        const variance = patch.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (pixels - 1);
        for (let k = 0; k < count; k++) {
          const product = patch.reduce((sum, value, i) => sum + (value - mean) * filters[k * pixels + i]!, 0);
          const response = product / Math.sqrt(variance + CONTRAST_FLOOR) - offsets[k]!;
          const share = 1 / ((bottom - top) * (right - left));
          features[k * grid * grid + field]! += share * Math.max(response - 0.25, 0);
          features[(count + k) * grid * grid + field]! += share * Math.max(-response - 0.25, 0);
        }
      }
    }
  }
  return features.map(Math.sqrt);
}

function randomDictionary(
  channels: number,
  size: number,
  stride: number,
  count: number,
  grid: number,
): PatchDictionary {
  const random = createRandom(size);
  const pixels = channels * size * size;
  const filters = Float32Array.from({ length: count * pixels }, () => random.float() - 0.5);
  for (let k = 0; k < count; k++) {
    const filter = filters.subarray(k * pixels, (k + 1) * pixels);
    const mean = filter.reduce((sum, value) => sum + value, 0) / pixels;
    for (let i = 0; i < pixels; i++) filter[i]! -= mean;
  }
  const offsets = Float32Array.from({ length: count }, () => random.float() - 0.5);
  return { size, stride, count, grid, luminance: false, filters, offsets };
}

test('features are those of patches that are cut out one by one', async () => {
  const side = fc.integer({ min: 6, max: 9 });
  const shapes = fc.tuple(side, side, fc.constantFrom(1, 3));
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(1, 2),
      fc.constantFrom(1, 2),
      async (shape, size, stride, grid) => {
        const [height, width, channels] = shape;
        const dictionaries = [
          randomDictionary(channels, size, stride, 3, grid),
          randomDictionary(channels, 5, 3, 2, 1),
        ];
        const features = { shape, dictionaries, contrastFloor: CONTRAST_FLOOR, centre: false };
        const random = createRandom(height * width);
        const pixels = Uint8Array.from({ length: 2 * height * width * channels }, () => random.below(256));
        const session = await createSession(featureGraph(features));
        const { features: seen } = await session.run({ pictures: uint8s([2, ...shape], pixels) });
        await session.close();
        const half = pixels.length / 2;
        const expected = [0, 1].flatMap((row) =>
          dictionaries.flatMap((one) => [
            ...naiveFeatures(pixels.subarray(row * half, (row + 1) * half), shape, one),
          ]),
        );
        expect(seen!.dims).toEqual([2, featuresSize(features)]);
        // A response at the threshold has the root of a rounding error.
        for (const [i, value] of expected.entries())
          expect(Math.abs((seen!.data[i] as number) - value)).toBeLessThan(2e-3);
      },
    ),
    { numRuns: 20 },
  );
});

test('a centred picture is the same wherever it stood, by parts of a pixel too; a black one stays black', async () => {
  const b = new GraphBuilder('centre');
  const x = b.input('x', 'float32', [null, 1, 16, 20]);
  b.output('y', 'float32', [null, 1, 16, 20], centred(b, x, [16, 20, 1]));
  const session = await createSession(b.build());
  const draw = (top: number, left: number) => {
    const picture = new Float32Array(16 * 20);
    for (let y = 0; y < 6; y++)
      for (let x = 0; x < 5; x++) picture[(top + y) * 20 + left + x] = (1 + x + y) / 12;
    return picture;
  };
  const centre = async (picture: Float32Array) =>
    (await session.run({ x: floats([1, 1, 16, 20], picture) })).y!.data as Float32Array;
  const middle = await centre(draw(5, 7));
  for (const [top, left] of [
    [0, 0],
    [10, 15],
    [3, 11],
  ] as const) {
    const moved = await centre(draw(top, left));
    for (const [i, value] of middle.entries()) expect(moved[i]).toBeCloseTo(value, 5);
  }
  const mass = (picture: Float32Array, along: (i: number) => number) =>
    picture.reduce((sum, value, i) => sum + value * along(i), 0) /
    picture.reduce((sum, value) => sum + value, 0);
  expect(mass(middle, (i) => i % 20)).toBeCloseTo(9.5, 4);
  expect(mass(middle, (i) => Math.floor(i / 20))).toBeCloseTo(7.5, 4);
  expect((await centre(new Float32Array(16 * 20))).every((value) => value === 0)).toBe(true);
  await session.close();
});

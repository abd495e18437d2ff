import type { ImageSet } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MeaningNet } from '../options/net.ts';
import { buildHalves } from './build.ts';
import { codeSizeOf } from './halves.ts';
import { createNeuralAutoencoder, type NeuralAutoencoder } from './neural-autoencoder.ts';

const net: MeaningNet = {
  kind: 'meaning',
  meaning: 3,
  style: 4,
  trunk: [{ conv: 4, stride: 2 }],
  trunkHidden: [6],
  hidden: [8],
  place: true,
};

async function using(shape: ImageShape, task: (net: NeuralAutoencoder) => Promise<void>): Promise<void> {
  const halves = buildHalves(net, shape, 3);
  const [height, width, channels] = shape;
  const autoencoder = await createNeuralAutoencoder(
    halves,
    height * width * channels,
    codeSizeOf(halves),
    {},
  );
  try {
    await task(autoencoder);
  } finally {
    await autoencoder.dispose();
    halves.encoder.dispose();
    halves.decoder.dispose();
  }
}

/** A spot of 3 x 3 pixels, brighter at one corner, with its corner at a place. */
function spot([height, width, channels]: ImageShape, top: number, left: number): ImageSet {
  const pixels = new Uint8Array(height * width * channels);
  for (let y = 0; y < 3; y++) {
    for (let x = 0; x < 3; x++) {
      for (let c = 0; c < channels; c++) {
        pixels[((top + y) * width + left + x) * channels + c] = 60 + 50 * y + 40 * x + 5 * c;
      }
    }
  }
  return {
    name: 'spots',
    split: 'test',
    shape: [height, width, channels],
    count: 1,
    pixels,
    labels: {},
    ids: new Uint32Array(1),
  };
}

test.each([[[13, 10, 1]], [[8, 11, 3]]] as [ImageShape][])(
  'a moved picture of %j has the same meaning and style, and is rebuilt where it is',
  async (shape) => {
    const [height, width, channels] = shape;
    const [down, right] = [fc.integer({ min: 0, max: height - 3 }), fc.integer({ min: 0, max: width - 3 })];
    await using(shape, async (autoencoder) => {
      const own = net.meaning + net.style;
      const at = (picture: Float32Array, y: number, x: number) =>
        y >= 0 && y < height && x >= 0 && x < width ? picture[(y * width + x) * channels]! : 0;
      await fc.assert(
        fc.asyncProperty(down, right, down, right, async (top, left, otherTop, otherLeft) => {
          const [here, there] = [spot(shape, top, left), spot(shape, otherTop, otherLeft)];
          const [code, other] = [await autoencoder.encode(here), await autoencoder.encode(there)];
          for (let i = 0; i < own; i++) expect(other[i]).toBeCloseTo(code[i]!, 5);
          const steps = [(otherTop - top) / height, (otherLeft - left) / width];
          for (const [i, step] of steps.entries())
            expect(other[own + i]! - code[own + i]!).toBeCloseTo(step, 5);
          const [drawn, moved] = [await autoencoder.decode(code), await autoencoder.decode(other)];
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const [fromY, fromX] = [y - otherTop + top, x - otherLeft + left];
              // What comes in from outside is black.
              if (fromY < 0 || fromY >= height || fromX < 0 || fromX >= width) continue;
              if (at(drawn, fromY, fromX) < 1e-4) continue;
              const seen = at(moved, y, x);
              if (seen < 1e-4) continue;
              expect(seen).toBeCloseTo(at(drawn, fromY, fromX), 4);
            }
          }
        }),
        { numRuns: 12 },
      );
    });
  },
);

test('a black picture stays where it is', async () => {
  const shape: ImageShape = [9, 12, 1];
  await using(shape, async (autoencoder) => {
    const black = { ...spot(shape, 0, 0), pixels: new Uint8Array(9 * 12) };
    const code = await autoencoder.encode(black);
    expect([...code.subarray(-2)].map((place) => place.toFixed(3))).toEqual(['0.500', '0.542']);
    expect(code.every(Number.isFinite)).toBe(true);
  });
});

test('codes are in 0..1, and style is a small part of them', async () => {
  const shape: ImageShape = [12, 12, 1];
  await using(shape, async (autoencoder) => {
    const code = await autoencoder.encode(spot(shape, 2, 5));
    for (const number of code) expect(number).toBeGreaterThanOrEqual(0);
    for (const number of code) expect(number).toBeLessThanOrEqual(1);
    for (const number of code.subarray(net.meaning, net.meaning + net.style)) {
      expect(Math.abs(number - 0.5)).toBeLessThanOrEqual(0.1);
    }
  });
});

import fc from 'fast-check';
import type { ImageShape } from '../src/image-set.ts';

export interface Picture {
  readonly shape: ImageShape;
  readonly pixels: Uint8Array;
}

/** Any small picture: sides 1..7, one to four channels. */
export const anyPicture: fc.Arbitrary<Picture> = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 }))
  .chain((shape) => {
    const length = shape[0] * shape[1] * shape[2];
    return fc.record({
      shape: fc.constant(shape),
      pixels: fc.uint8Array({ minLength: length, maxLength: length }),
    });
  });

export const anySeed: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** The picture that has at (y, x, channel) what `valueAt` says: the slow and plain way. */
export function drawn(
  shape: ImageShape,
  valueAt: (y: number, x: number, channel: number) => number,
): Uint8Array {
  const [height, width, channels] = shape;
  const pixels = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        pixels[(y * width + x) * channels + channel] = valueAt(y, x, channel);
      }
    }
  }
  return pixels;
}

/** The value at (y, x, channel), or `outside` where there is no pixel. */
export function pixelAt(
  { shape, pixels }: Picture,
  y: number,
  x: number,
  channel: number,
  outside = 0,
): number {
  const [height, width, channels] = shape;
  const inside = y >= 0 && y < height && x >= 0 && x < width;
  return inside ? pixels[(y * width + x) * channels + channel]! : outside;
}

/** What `work` writes into an array that was full of other values. */
export function written(length: number, work: (to: Uint8Array) => void): Uint8Array {
  const to = new Uint8Array(length).fill(173);
  work(to);
  return to;
}

import type { ImageShape } from '@hourglass/datasets';

/** Its first row and column, and its side. */
export interface Square {
  readonly top: number;
  readonly left: number;
  readonly side: number;
}

/** A side of a square is this share of the picture's shorter side, and it moves by half of that. */
const SHARE = 1 / 4;

/** The picture once for each square, which is covered by the picture's mean colour. */
export function occlusions(
  pixels: Uint8Array,
  shape: ImageShape,
): { readonly square: Square; readonly pixels: Uint8Array }[] {
  const [height, width, channels] = shape;
  const colour = meanColour(pixels, channels);
  return squaresOf(height, width).map((square) => {
    const covered = pixels.slice();
    for (const place of placesOf(square, shape)) covered.set(colour, place * channels);
    return { square, pixels: covered };
  });
}

/** The mean, at each place, over the squares that cover it. */
export function spread(
  values: readonly { readonly square: Square; readonly value: number }[],
  shape: ImageShape,
): Float32Array {
  const [height, width] = shape;
  const [sums, counts] = [new Float32Array(height * width), new Uint32Array(height * width)];
  for (const { square, value } of values) {
    for (const place of placesOf(square, shape)) {
      sums[place]! += value;
      counts[place]!++;
    }
  }
  return sums.map((sum, place) => sum / counts[place]!);
}

/** Every place is in one of them at least: the last ones end where the picture does. */
function squaresOf(height: number, width: number): Square[] {
  const side = Math.max(1, Math.round(Math.min(height, width) * SHARE));
  const step = Math.max(1, Math.floor(side / 2));
  return startsOf(height, side, step).flatMap((top) =>
    startsOf(width, side, step).map((left) => ({ top, left, side })),
  );
}

function startsOf(length: number, side: number, step: number): number[] {
  const last = length - side;
  const starts = Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => i * step);
  return starts.at(-1) === last ? starts : [...starts, last];
}

function* placesOf({ top, left, side }: Square, [, width]: ImageShape): Generator<number> {
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++) yield y * width + x;
  }
}

function meanColour(pixels: Uint8Array, channels: number): Uint8Array {
  const sums = new Float64Array(channels);
  for (const [i, pixel] of pixels.entries()) sums[i % channels]! += pixel;
  return Uint8Array.from(sums, (sum) => Math.round((sum * channels) / pixels.length));
}

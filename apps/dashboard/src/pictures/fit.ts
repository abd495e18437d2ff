import type { EventShape } from './decode.ts';

/** Pixels to leave out on every side. */
export type Border = number;

/**
 * The widest border that is blank (0) in all pictures, less one pixel to breathe. MNIST's digits leave half
 * of their area unused: without it they are legible in a few characters.
 */
export function blankBorder(pictures: readonly Uint8Array[], shape: EventShape): Border {
  const [height, width] = shape;
  const most = Math.floor(Math.min(height, width) / 7);
  let border = 0;
  while (border < most && pictures.every((pixels) => isRingBlank(pixels, shape, border))) border++;
  return Math.max(0, border - 1);
}

/**
 * The picture without its border in `side` x `side` pixels: each the mean of what it covers. One that is not square
 * keeps its proportions, in the middle of black.
 */
export function fitPicture(pixels: Uint8Array, shape: EventShape, border: Border, side: number): Uint8Array {
  const [height, width, channels] = shape;
  const longest = Math.max(height, width) - 2 * border;
  const tall = Math.max(1, Math.round((side * (height - 2 * border)) / longest));
  const wide = Math.max(1, Math.round((side * (width - 2 * border)) / longest));
  const [top, left] = [(side - tall) >> 1, (side - wide) >> 1];
  const result = new Uint8Array(side * side * channels);
  const rows = spans(border, height - border, tall);
  const columns = spans(border, width - border, wide);
  for (let y = 0; y < tall; y++) {
    for (let x = 0; x < wide; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let weights = 0;
        for (const [row, down] of rows[y]!) {
          for (const [column, across] of columns[x]!) {
            sum += down * across * pixels[(row * width + column) * channels + channel]!;
            weights += down * across;
          }
        }
        result[((top + y) * side + left + x) * channels + channel] = Math.round(sum / weights);
      }
    }
  }
  return result;
}

/** For each of `count` equal parts of a line: the pixels that it covers, and how much of each. */
function spans(from: number, to: number, count: number): [pixel: number, share: number][][] {
  const length = (to - from) / count;
  return Array.from({ length: count }, (_, part) => {
    const start = from + part * length;
    const end = start + length;
    const covered: [number, number][] = [];
    for (let pixel = Math.floor(start); pixel < end - 1e-9; pixel++) {
      covered.push([pixel, Math.min(end, pixel + 1) - Math.max(start, pixel)]);
    }
    return covered;
  });
}

function isRingBlank(pixels: Uint8Array, [height, width, channels]: EventShape, border: number): boolean {
  const isBlank = (y: number, x: number): boolean => {
    for (let channel = 0; channel < channels; channel++) {
      if (pixels[(y * width + x) * channels + channel] !== 0) return false;
    }
    return true;
  };
  for (let x = border; x < width - border; x++) {
    if (!isBlank(border, x) || !isBlank(height - 1 - border, x)) return false;
  }
  for (let y = border; y < height - border; y++) {
    if (!isBlank(y, border) || !isBlank(y, width - 1 - border)) return false;
  }
  return true;
}

import { wholeNumber } from '../../check.ts';

/** Size of a picture in pixels, and bytes a pixel: 1 is grey, 3 is red, green and blue. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A picture: rows from the top, pixels from the left, the bytes of a pixel side by side, 0 dark to 255. */
export interface Picture extends ImageShape {
  readonly pixels: Uint8Array;
}

/** Returns a picture; throws a RangeError when the shape makes no sense or has another number of bytes. */
export function checkPicture(pixels: Uint8Array, { height, width, channels }: ImageShape): Picture {
  wholeNumber('image height', height, 1);
  wholeNumber('image width', width, 1);
  if (channels !== 1 && channels !== 3) {
    throw new RangeError(`image channels must be 1 (grey) or 3 (RGB), got ${channels}`);
  }
  const length = height * width * channels;
  if (pixels.length !== length) {
    throw new RangeError(
      `image pixels must be ${length} bytes (${height} x ${width} x ${channels}), got ${pixels.length}`,
    );
  }
  return { pixels, height, width, channels };
}

/**
 * The picture made smaller: every box of `down` rows and `across` columns becomes one pixel, their mean. Boxes
 * at the right and lower edge may be smaller.
 */
export function shrink(picture: Picture, down: number, across: number): Picture {
  if (down === 1 && across === 1) return picture;
  const height = Math.ceil(picture.height / down);
  const width = Math.ceil(picture.width / across);
  const { channels } = picture;
  const pixels = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        pixels[(y * width + x) * channels + channel] = boxMean(
          picture,
          y * down,
          x * across,
          down,
          across,
          channel,
        );
      }
    }
  }
  return { pixels, height, width, channels };
}

function boxMean(
  { pixels, height, width, channels }: Picture,
  top: number,
  left: number,
  down: number,
  across: number,
  channel: number,
): number {
  const bottom = Math.min(height, top + down);
  const right = Math.min(width, left + across);
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += pixels[(y * width + x) * channels + channel]!;
  }
  return Math.round(sum / ((bottom - top) * (right - left)));
}

import type { ImageShape } from '../image-set.ts';

/**
 * From which place of the source each pixel of the result comes:
 * x' = xx x + xy y + x0, y' = yx x + yy y + y0. The centre of the first pixel is at 0, 0.
 */
export interface Warp {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/**
 * Draws a picture anew from other places of it, mixing the four pixels around each place (bilinear).
 * At whole places the pixels come out as they are.
 *
 * @param fill What lies outside of the picture, 0..255; 'edge' continues its outermost pixels.
 */
export function warp(
  from: Uint8Array,
  to: Uint8Array,
  shape: ImageShape,
  by: Warp,
  fill: number | 'edge',
): void {
  const [height, width, channels] = shape;
  const [right, bottom] = [width - 1, height - 1];
  const outside = fill === 'edge' ? 0 : fill;
  let target = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sourceX = by.xx * x + by.xy * y + by.x0;
      let sourceY = by.yx * x + by.yy * y + by.y0;
      if (fill === 'edge') {
        sourceX = Math.min(Math.max(sourceX, 0), right);
        sourceY = Math.min(Math.max(sourceY, 0), bottom);
      }
      const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
      const [partX, partY] = [sourceX - left, sourceY - top];
      const [inLeft, inRight] = [left >= 0 && left <= right, left >= -1 && left < right];
      const [inTop, inBottom] = [top >= 0 && top <= bottom, top >= -1 && top < bottom];
      const corner = (top * width + left) * channels;
      const below = corner + width * channels;
      for (let channel = 0; channel < channels; channel++) {
        const a = inTop && inLeft ? from[corner + channel]! : outside;
        const b = inTop && inRight ? from[corner + channels + channel]! : outside;
        const c = inBottom && inLeft ? from[below + channel]! : outside;
        const d = inBottom && inRight ? from[below + channels + channel]! : outside;
        const upper = a + (b - a) * partX;
        const lower = c + (d - c) * partX;
        to[target++] = Math.round(upper + (lower - upper) * partY);
      }
    }
  }
}

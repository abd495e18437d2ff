import { wholeNumber } from '../check.ts';
import { resolveSurface, type SurfaceOptions } from '../surfaces/surface.ts';
import { blockLines } from './image/blocks.ts';
import { checkPicture, type ImageShape, shrink } from './image/picture.ts';
import { shadeLines } from './image/shades.ts';

export interface ImageOptions extends SurfaceOptions {
  /** Draws every box of `scale` x `scale` pixels as one, their mean. A whole number from 1. @default 1 */
  readonly scale?: number;
}

/**
 * Draws a picture, one pixel a column and two rows of pixels a line: 28 x 28 pixels take 28 columns and 14
 * lines. With colour every line ends with a reset. Without, a character stands for the mean of its two pixels,
 * the brighter the denser.
 *
 * @param pixels height x width x channels bytes, 0 (dark) to 255; channels last
 * @throws RangeError when the shape and the number of bytes disagree, or `scale` is no whole number from 1
 *
 * @example
 * const lines = image(pixels, { height: 28, width: 28, channels: 1 }, { color: 'truecolor' });
 * console.log(lines.join('\n'));
 */
export function image(pixels: Uint8Array, shape: ImageShape, options: ImageOptions = {}): string[] {
  const { color, unicode } = resolveSurface(options);
  const scale = wholeNumber('image scale', options.scale ?? 1, 1);
  const picture = shrink(checkPicture(pixels, shape), scale, scale);
  return color === 'none' ? shadeLines(picture, unicode) : blockLines(picture, color, unicode);
}

/**
 * The smallest `scale` at which a picture fits into `columns` x `lines` characters, given that it can.
 *
 * @throws RangeError when `columns` or `lines` is no whole number from 1
 *
 * @example
 * scaleToFit({ height: 28, width: 28 }, { columns: 80, lines: 10 }); // 2
 */
export function scaleToFit(
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  room: { readonly columns: number; readonly lines: number },
): number {
  const columns = wholeNumber('scaleToFit columns', room.columns, 1);
  const lines = wholeNumber('scaleToFit lines', room.lines, 1);
  return Math.max(1, Math.ceil(width / columns), Math.ceil(height / (2 * lines)));
}

import { image, type Surface } from '@hourglass/viz';
import type { EventShape } from './decode.ts';
import { type Border, fitPicture } from './fit.ts';

/** One picture as `height` lines of 2 x `height` columns. */
export function drawPicture(
  pixels: Uint8Array,
  shape: EventShape,
  border: Border,
  height: number,
  surface: Surface,
): string[] {
  const side = 2 * height;
  const fitted = fitPicture(pixels, shape, border, side);
  return image(fitted, { height: side, width: side, channels: shape[2] }, surface);
}

/** Blocks of equally many lines, side by side. */
export function beside(blocks: readonly (readonly string[])[], gap = ''): string[] {
  const height = blocks[0]?.length ?? 0;
  return Array.from({ length: height }, (_, line) => blocks.map((block) => block[line]).join(gap));
}

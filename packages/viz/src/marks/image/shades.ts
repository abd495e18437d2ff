import { type Picture, shrink } from './picture.ts';

/** Dark to bright, as they look on a dark terminal. */
const UNICODE_RAMP = ' ░▒▓█';
const ASCII_RAMP = ' .:-=+*#%@';

/** How bright red, green and blue look (Rec. 601), in parts of one. */
const LUMA = [0.299, 0.587, 0.114] as const;

/** A picture without colours: a line for two rows of pixels, a character for the mean of its two pixels. */
export function shadeLines(picture: Picture, unicode: boolean): string[] {
  const ramp = unicode ? UNICODE_RAMP : ASCII_RAMP;
  const { pixels, height, width, channels } = shrink(picture, 2, 1);
  const lines: string[] = [];
  for (let y = 0; y < height; y++) {
    let line = '';
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const brightness = channels === 1 ? pixels[at]! : luma(pixels, at);
      line += ramp[Math.round((brightness / 255) * (ramp.length - 1))];
    }
    lines.push(line);
  }
  return lines;
}

function luma(pixels: Uint8Array, at: number): number {
  return LUMA[0] * pixels[at]! + LUMA[1] * pixels[at + 1]! + LUMA[2] * pixels[at + 2]!;
}

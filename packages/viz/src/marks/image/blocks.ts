import { RESET } from '../../surfaces/color.ts';
import { type ColoredLevel, nearestColor, sgr } from '../../surfaces/palette.ts';
import { type Picture, shrink } from './picture.ts';

/** The terminal's own colour: what is set before the first and below the last row of pixels. */
const UNSET = -1;

/**
 * A picture in colour, two rows of pixels a line: the upper half of a cell is its foreground, the lower half its
 * background, or the other way round. Without Unicode a cell has one colour, the mean of its two pixels.
 */
export function blockLines(picture: Picture, level: ColoredLevel, unicode: boolean): string[] {
  const { width, height, codes } = quantize(unicode ? picture : shrink(picture, 2, 1), level);
  const lines: string[] = [];
  for (let y = 0; y < height; y += unicode ? 2 : 1) {
    const upper = codes.subarray(y * width, (y + 1) * width);
    if (!unicode) lines.push(blockLine(upper, upper, level, ' '));
    else lines.push(blockLine(upper, codes.subarray((y + 1) * width, (y + 2) * width), level, '█'));
  }
  return lines;
}

/**
 * The 64 levels of a channel that pictures keep. No eye sees the difference, and the faint noise that a
 * model leaves in a dark background no longer costs an escape code a pixel.
 */
const LEVELS_64 = Uint8Array.from({ length: 256 }, (_, value) =>
  Math.round((Math.round((value / 255) * 63) / 63) * 255),
);

function quantize({ pixels, height, width, channels }: Picture, level: ColoredLevel) {
  const codes = new Int32Array(height * width);
  const greenAt = channels === 3 ? 1 : 0;
  const blueAt = channels === 3 ? 2 : 0;
  for (let index = 0, at = 0; index < codes.length; index++, at += channels) {
    const red = LEVELS_64[pixels[at]!]!;
    const green = LEVELS_64[pixels[at + greenAt]!]!;
    const blue = LEVELS_64[pixels[at + blueAt]!]!;
    codes[index] = nearestColor(red, green, blue, level);
  }
  return { codes, height, width };
}

/**
 * One line. A picture is redrawn ten times a second, perhaps over a network, so each cell takes the character
 * that needs the fewest changes of colour. `full` fills a cell with the foreground; a space never does.
 */
function blockLine(upper: Int32Array, lower: Int32Array, level: ColoredLevel, full: '█' | ' '): string {
  let line = '';
  let foreground = UNSET;
  let background = UNSET;
  for (let x = 0; x < upper.length; x++) {
    const top = upper[x]!;
    const bottom = lower[x] ?? UNSET;
    let character = ' ';
    let nextForeground = foreground;
    let nextBackground = background;
    if (top === bottom) {
      if (full === '█' && foreground === top && background !== top) character = full;
      else nextBackground = top;
    } else if (bottom !== UNSET && changes(bottom, top) < changes(top, bottom)) {
      character = '▄';
      nextForeground = bottom;
      nextBackground = top;
    } else {
      character = '▀';
      nextForeground = top;
      nextBackground = bottom;
    }
    line += escapeFor(nextForeground, nextBackground) + character;
    foreground = nextForeground;
    background = nextBackground;
  }
  return line + RESET;

  function changes(newForeground: number, newBackground: number): number {
    return Number(newForeground !== foreground) + Number(newBackground !== background);
  }

  function escapeFor(newForeground: number, newBackground: number): string {
    const parts: string[] = [];
    if (newForeground !== foreground) parts.push(sgr(newForeground, level, 'foreground'));
    if (newBackground !== background) {
      parts.push(newBackground === UNSET ? '49' : sgr(newBackground, level, 'background'));
    }
    return parts.length === 0 ? '' : `\u001B[${parts.join(';')}m`;
  }
}

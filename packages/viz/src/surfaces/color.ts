import { oneOf } from '../check.ts';
import { type ColoredLevel, nearestColor, sgr } from './palette.ts';
import { resolveSurface, type SurfaceOptions } from './surface.ts';

/** The named colours for lines and text. All can be told apart with the common kinds of colour blindness. */
export type ColorName = 'blue' | 'orange' | 'green' | 'red' | 'purple' | 'cyan' | 'yellow' | 'gray';

/** With 16 colours we name one of the user's own theme; with more we say which colour we mean. */
const COLORS: Readonly<Record<ColorName, { readonly ansi16: number; readonly rgb: number }>> = {
  blue: { ansi16: 12, rgb: 0x56a8f5 },
  orange: { ansi16: 3, rgb: 0xf0a030 },
  green: { ansi16: 2, rgb: 0x3fb97f },
  red: { ansi16: 1, rgb: 0xf0605a },
  purple: { ansi16: 5, rgb: 0xc792ea },
  cyan: { ansi16: 6, rgb: 0x4fd0d8 },
  yellow: { ansi16: 11, rgb: 0xf0e442 },
  gray: { ansi16: 8, rgb: 0x8a8f98 },
};

const COLOR_NAMES = Object.keys(COLORS) as readonly ColorName[];

/** Ends every colour and style. */
export const RESET = '\u001B[0m';

const openings = new Map<string, string>();

/** The escape code that starts a named colour. */
export function openColor(name: ColorName, level: ColoredLevel): string {
  const key = `${level} ${name}`;
  let opening = openings.get(key);
  if (opening === undefined) {
    const { ansi16, rgb } = COLORS[oneOf('color name', name, COLOR_NAMES)];
    const code = level === 'ansi16' ? ansi16 : nearestColor(rgb >> 16, (rgb >> 8) & 255, rgb & 255, level);
    opening = `\u001B[${sgr(code, level, 'foreground')}m`;
    openings.set(key, opening);
  }
  return opening;
}

/**
 * Text in a named colour; the text itself where the surface has none.
 *
 * @example
 * paint('saved', 'green', { color: 'ansi16' }); // '\u001B[32msaved\u001B[0m'
 * paint('saved', 'green', { color: 'none' }); // 'saved'
 */
export function paint(text: string, color: ColorName, options: SurfaceOptions): string {
  const { color: level } = resolveSurface(options);
  return level === 'none' || text === '' ? text : openColor(color, level) + text + RESET;
}

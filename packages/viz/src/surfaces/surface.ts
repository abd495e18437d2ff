import { oneOf } from '../check.ts';

/** How many colours a terminal can show: none, 16, 256 or 16 million. */
export type ColorLevel = 'none' | 'ansi16' | 'ansi256' | 'truecolor';

const LEVELS: readonly ColorLevel[] = ['none', 'ansi16', 'ansi256', 'truecolor'];

/** What a picture is drawn on. Marks never look at the process or at a terminal; they are told. */
export interface Surface {
  /** How many colours may be used. With `none` no escape code is ever written. */
  readonly color: ColorLevel;
  /** Whether block, line and braille characters may be used. If not, all that marks draw is ASCII. */
  readonly unicode: boolean;
}

/** The options that every mark takes. Left out, they mean no colour, and Unicode. */
export type SurfaceOptions = Partial<Surface>;

/** Fills in what was left out. Throws a RangeError for an unknown colour level. */
export function resolveSurface({ color = 'none', unicode = true }: SurfaceOptions): Surface {
  return { color: oneOf('color', color, LEVELS), unicode };
}

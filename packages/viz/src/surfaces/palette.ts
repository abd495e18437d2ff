import type { ColorLevel } from './surface.ts';

/** A level that does write escape codes. */
export type ColoredLevel = Exclude<ColorLevel, 'none'>;

/** The 16 colours as xterm shows them. A user's theme may differ; no terminal tells. */
const XTERM_16: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

/** The six steps of each side of the 6 x 6 x 6 colour cube (indices 16 to 231). */
const CUBE_STEPS = [0, 95, 135, 175, 215, 255] as const;

/**
 * The colour of `level` nearest to red, green and blue (0 to 255), as one number: `0xrrggbb` for truecolor,
 * else a palette index. Two pixels look the same on the terminal exactly when their numbers are the same.
 */
export function nearestColor(red: number, green: number, blue: number, level: ColoredLevel): number {
  if (level === 'truecolor') return (red << 16) | (green << 8) | blue;
  return level === 'ansi256' ? nearest256(red, green, blue) : nearest16(red, green, blue);
}

/** The SGR parameters that make colour `code` (from `nearestColor`) the foreground or the background. */
export function sgr(code: number, level: ColoredLevel, ground: 'foreground' | 'background'): string {
  const base = ground === 'foreground' ? 30 : 40;
  if (level === 'truecolor') return `${base + 8};2;${code >> 16};${(code >> 8) & 255};${code & 255}`;
  if (level === 'ansi256') return `${base + 8};5;${code}`;
  // The eight bright colours sit 60 above the plain ones.
  return String(code < 8 ? base + code : base + 60 + code - 8);
}

function nearest16(red: number, green: number, blue: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < 16; index++) {
    const [r, g, b] = XTERM_16[index]!;
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}

function nearest256(red: number, green: number, blue: number): number {
  const r = cubeStep(red);
  const g = cubeStep(green);
  const b = cubeStep(blue);
  // The grey ramp is finer than the cube's diagonal: 24 steps of 10 from 8 to 238 (indices 232 to 255).
  const ramp = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)));
  const grey = 8 + 10 * ramp;
  const toGrey = (red - grey) ** 2 + (green - grey) ** 2 + (blue - grey) ** 2;
  const toCube = (red - CUBE_STEPS[r]!) ** 2 + (green - CUBE_STEPS[g]!) ** 2 + (blue - CUBE_STEPS[b]!) ** 2;
  return toGrey < toCube ? 232 + ramp : 16 + 36 * r + 6 * g + b;
}

/** Index of the cube step nearest to `value`: the thresholds lie half way between neighbours. */
function cubeStep(value: number): number {
  if (value < 48) return 0;
  return value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40));
}

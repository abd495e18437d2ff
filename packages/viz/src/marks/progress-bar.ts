import { wholeNumber } from '../check.ts';
import type { ColorName } from '../surfaces/color.ts';
import { ColoredLine } from '../surfaces/colored-line.ts';
import { resolveSurface, type SurfaceOptions } from '../surfaces/surface.ts';

export interface ProgressBarOptions extends SurfaceOptions {
  /** Columns, a whole number from 0. The bar is exactly that wide. */
  readonly width: number;
  /** Colour of what is done. @default 'blue' */
  readonly tone?: ColorName;
}

/**
 * Draws how much is done, to half a column: a heavy line for what is done, a light one for the rest.
 *
 * @param fraction 0 to 1; what lies outside is drawn as the nearer end, NaN as 0
 * @throws RangeError when `width` is no whole number from 0
 *
 * @example
 * progressBar(0.45, { width: 10 }); // '━━━━╾─────'
 */
export function progressBar(fraction: number, options: ProgressBarOptions): string {
  const width = wholeNumber('progressBar width', options.width, 0);
  const surface = resolveSurface(options);
  const [done, half, rest] = surface.unicode ? '━╾─' : '#--';
  const share = Number.isNaN(fraction) ? 0 : Math.max(0, Math.min(1, fraction));
  // Rounded down: a bar is full only when all is done.
  const halves = Math.floor(share * width * 2);
  const full = halves >> 1;
  const odd = halves & 1;
  return new ColoredLine(surface.color)
    .add(done!.repeat(full) + half!.repeat(odd), options.tone ?? 'blue')
    .add(rest!.repeat(width - full - odd), 'gray')
    .toString();
}

import { finiteNumber, wholeNumber } from '../check.ts';
import { extentOf, hasPlace, isFlat } from '../scales/domain.ts';
import { type ColorName, paint } from '../surfaces/color.ts';
import { resolveSurface, type SurfaceOptions } from '../surfaces/surface.ts';

export interface SparklineOptions extends SurfaceOptions {
  /** Columns, a whole number from 0. More values than columns are averaged in groups of neighbours. */
  readonly width: number;
  /** The value of the lowest bar. Left out: the smallest value. */
  readonly min?: number;
  /** The value of the highest bar. Left out: the largest value. */
  readonly max?: number;
  /** Left out: the terminal's own colour. */
  readonly tone?: ColorName;
}

const UNICODE_BARS = '▁▂▃▄▅▆▇█';
const ASCII_BARS = '_.-=*#';

/**
 * Draws values as a row of small bars, at most `width` of them. NaN and infinity are blanks; values that are
 * all the same stand half way up.
 *
 * @throws RangeError when `width` is no whole number from 0, or `min` or `max` is not finite
 *
 * @example
 * sparkline([1, 2, 3, 5, 8, 5, 3], { width: 20 }); // '▁▂▃▅█▅▃'
 */
export function sparkline(values: ArrayLike<number>, options: SparklineOptions): string {
  const width = wholeNumber('sparkline width', options.width, 0);
  const surface = resolveSurface(options);
  const bars = surface.unicode ? UNICODE_BARS : ASCII_BARS;
  const means = groupMeans(values, width);
  const [smallest, largest] = extentOf([means], 'linear') ?? [0, 0];
  const low = finiteNumber('sparkline min', options.min ?? smallest);
  const high = finiteNumber('sparkline max', options.max ?? largest);
  const flat = isFlat([low, high]);
  let line = '';
  for (const value of means) {
    if (!hasPlace(value, 'linear')) line += ' ';
    else {
      const share = flat ? 0.5 : Math.max(0, Math.min(1, (value - low) / (high - low)));
      line += bars[Math.min(bars.length - 1, Math.floor(share * bars.length))];
    }
  }
  return options.tone === undefined ? line : paint(line, options.tone, surface);
}

/** The values themselves if there is room for them, else the means of `width` groups as equal as can be. */
function groupMeans(values: ArrayLike<number>, width: number): number[] {
  if (values.length <= width) return Array.from(values);
  return Array.from({ length: width }, (_, group) => {
    const end = Math.floor(((group + 1) * values.length) / width);
    let sum = 0;
    let count = 0;
    for (let index = Math.floor((group * values.length) / width); index < end; index++) {
      if (!hasPlace(values[index]!, 'linear')) continue;
      sum += values[index]!;
      count++;
    }
    return sum / count;
  });
}

import { checkNumber } from '../check.ts';
import type { Augmentation } from './augmentation.ts';

export interface NoiseOptions {
  /** Standard deviation as a share of the range of values: 0..1. 0.1 is 25.5 of 255. */
  readonly deviation: number;
}

/** The sum of four bytes, each equally likely: its mean, and its standard deviation 2 sqrt((256^2 - 1) / 12). */
const MEAN = 510;
const DEVIATION = 2 * Math.sqrt(65_535 / 12);

/**
 * Adds noise of its own to every value, and cuts at 0 and 255.
 *
 * The noise is the sum of four bytes of random bits: a bell curve that ends at 3.45 deviations. It takes 32 bits
 * a value and no logarithm, so it is fast and has the same bits on every machine.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function noise({ deviation }: NoiseOptions): Augmentation {
  checkNumber('deviation of noise', deviation, 0, 1);
  const scale = (deviation * 255) / DEVIATION;
  return {
    name: 'noise',
    apply(from, to, _shape, random) {
      for (let i = 0; i < from.length; i++) {
        const bits = random.uint32();
        const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
        const value = Math.round(from[i]! + (sum - MEAN) * scale);
        to[i] = Math.min(Math.max(value, 0), 255);
      }
    },
  };
}

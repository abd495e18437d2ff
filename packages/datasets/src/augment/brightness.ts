import { checkNumber } from '../check.ts';
import type { Augmentation } from './augmentation.ts';

export interface BrightnessOptions {
  /** The most that brightness changes, as a share: 0..1. */
  readonly max: number;
}

/**
 * Multiplies all values by one factor in 1-max..1+max, and cuts at 255. Black stays black.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function brightness({ max }: BrightnessOptions): Augmentation {
  checkNumber('max of brightness', max, 0, 1);
  return {
    name: 'brightness',
    apply(from, to, _shape, random) {
      brighten(from, to, 1 + (2 * random.float() - 1) * max);
    },
  };
}

/** Multiplies all values by `factor` (0 or more), rounds, and cuts at 255. */
export function brighten(from: Uint8Array, to: Uint8Array, factor: number): void {
  for (let i = 0; i < from.length; i++) to[i] = Math.min(Math.round(from[i]! * factor), 255);
}

import { checkInteger, checkNumber } from '../check.ts';
import type { Augmentation } from './augmentation.ts';

export interface EraseOptions {
  /** The longest side of what is erased, as a share of the picture's side: 0..1. */
  readonly maxSide: number;
  /** What stays in its place, 0..255. Default 0, black. */
  readonly fill?: number;
}

/**
 * Fills one rectangle: each side 0..maxSide of the picture's side in whole pixels, anywhere in the picture.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function erase({ maxSide, fill = 0 }: EraseOptions): Augmentation {
  checkNumber('maxSide of erase', maxSide, 0, 1);
  checkInteger('fill of erase', fill, 0, 255);
  return {
    name: 'erase',
    apply(from, to, [height, width, channels], random) {
      const rows = random.below(Math.floor(maxSide * height) + 1);
      const columns = random.below(Math.floor(maxSide * width) + 1);
      const top = random.below(height - rows + 1);
      const left = random.below(width - columns + 1);
      to.set(from);
      for (let y = top; y < top + rows; y++) {
        const start = (y * width + left) * channels;
        to.fill(fill, start, start + columns * channels);
      }
    },
  };
}

import { checkInteger } from '../check.ts';
import type { ImageShape } from '../image-set.ts';
import type { Augmentation } from './augmentation.ts';

export interface ShiftOptions {
  /** The most pixels in each direction, 0 or more. */
  readonly max: number;
  /** What comes in from outside, 0..255. Default 0, black. */
  readonly fill?: number;
}

/**
 * Moves the picture by whole pixels, -max..max across and down, each equally likely.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function shift({ max, fill = 0 }: ShiftOptions): Augmentation {
  checkInteger('max of shift', max, 0, 2 ** 16);
  checkInteger('fill of shift', fill, 0, 255);
  return {
    name: 'shift',
    apply(from, to, shape, random) {
      const right = random.below(2 * max + 1) - max;
      const down = random.below(2 * max + 1) - max;
      move(from, to, shape, right, down, fill);
    },
  };
}

/** Moves a picture `right` and `down` by whole pixels; negative numbers move it left and up. */
export function move(
  from: Uint8Array,
  to: Uint8Array,
  [height, width, channels]: ImageShape,
  right: number,
  down: number,
  fill: number,
): void {
  const kept = width - Math.abs(right);
  to.fill(fill);
  if (kept <= 0) return;
  const [fromX, toX] = [Math.max(-right, 0), Math.max(right, 0)];
  for (let y = Math.max(down, 0); y < Math.min(height + down, height); y++) {
    const start = ((y - down) * width + fromX) * channels;
    to.set(from.subarray(start, start + kept * channels), (y * width + toX) * channels);
  }
}

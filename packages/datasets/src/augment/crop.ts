import { checkNumber } from '../check.ts';
import type { ImageShape } from '../image-set.ts';
import type { Augmentation } from './augmentation.ts';
import { warp } from './warp.ts';

export interface CropOptions {
  /** The smallest side of the part that stays, as a share of the picture's side: over 0, at most 1. */
  readonly minSide: number;
}

/**
 * Takes a part of the picture and enlarges it to the whole. The part has the picture's proportions, a side of
 * minSide..1 of its side, and any place in it.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function crop({ minSide }: CropOptions): Augmentation {
  checkNumber('minSide of crop', minSide, Number.MIN_VALUE, 1);
  return {
    name: 'crop',
    apply(from, to, shape, random) {
      const side = 1 - (1 - minSide) * random.float();
      enlarge(from, to, shape, side, random.float(), random.float());
    },
  };
}

/**
 * Enlarges a part of a picture to the whole.
 *
 * @param side Of the part, as a share of the picture's side: over 0, at most 1.
 * @param left Where the part lies: 0 at the left edge, 1 at the right edge.
 * @param top 0 at the top edge, 1 at the bottom edge.
 */
export function enlarge(
  from: Uint8Array,
  to: Uint8Array,
  shape: ImageShape,
  side: number,
  left: number,
  top: number,
): void {
  const [height, width] = shape;
  // Edges of pixels lie half a pixel before their centres.
  const x0 = left * (1 - side) * width + side / 2 - 0.5;
  const y0 = top * (1 - side) * height + side / 2 - 0.5;
  warp(from, to, shape, { xx: side, xy: 0, x0, yx: 0, yy: side, y0 }, 'edge');
}

import { checkInteger } from '../check.ts';
import type { Augmentation } from './augmentation.ts';
import { warp } from './warp.ts';

export interface CentreOptions {
  /** What comes in from outside, 0..255. Default 0, black. */
  readonly fill?: number;
}

/**
 * Moves the picture so that the centre of its mass (the mean place of its brightness) is in the middle, by parts
 * of a pixel too. Nothing is random: it undoes a shift. A black picture has no mass, and stays.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function centre({ fill = 0 }: CentreOptions = {}): Augmentation {
  checkInteger('fill of centre', fill, 0, 255);
  return {
    name: 'centre',
    apply(from, to, shape) {
      const [height, width, channels] = shape;
      let [mass, momentX, momentY] = [0, 0, 0];
      for (let i = 0; i < from.length; i++) {
        const pixel = Math.floor(i / channels);
        mass += from[i]!;
        momentX += from[i]! * (pixel % width);
        momentY += from[i]! * Math.floor(pixel / width);
      }
      const right = mass === 0 ? 0 : momentX / mass - (width - 1) / 2;
      const down = mass === 0 ? 0 : momentY / mass - (height - 1) / 2;
      warp(from, to, shape, { xx: 1, xy: 0, x0: right, yx: 0, yy: 1, y0: down }, fill);
    },
  };
}

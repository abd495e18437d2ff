import { checkInteger, checkNumber } from '../check.ts';
import type { ImageShape } from '../image-set.ts';
import type { Augmentation } from './augmentation.ts';
import { warp } from './warp.ts';

export interface RotateOptions {
  /** The most degrees in either direction, 0..180. */
  readonly maxDegrees: number;
  /** What comes in from outside, 0..255. Default 0, black. */
  readonly fill?: number;
}

/**
 * Turns the picture around its centre by an angle in -maxDegrees..maxDegrees; its size stays.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function rotate({ maxDegrees, fill = 0 }: RotateOptions): Augmentation {
  checkNumber('maxDegrees of rotate', maxDegrees, 0, 180);
  checkInteger('fill of rotate', fill, 0, 255);
  return {
    name: 'rotate',
    apply(from, to, shape, random) {
      turn(from, to, shape, (2 * random.float() - 1) * maxDegrees, fill);
    },
  };
}

/** Turns a picture around its centre, clockwise. */
export function turn(
  from: Uint8Array,
  to: Uint8Array,
  shape: ImageShape,
  degrees: number,
  fill: number,
): void {
  const [height, width] = shape;
  const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2];
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  // A pixel of the result comes from where turning back leads.
  const x0 = centreX - cos * centreX - sin * centreY;
  const y0 = centreY + sin * centreX - cos * centreY;
  warp(from, to, shape, { xx: cos, xy: sin, x0, yx: -sin, yy: cos, y0 }, fill);
}

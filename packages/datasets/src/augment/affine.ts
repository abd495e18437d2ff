import { checkInteger, checkNumber } from '../check.ts';
import type { Augmentation } from './augmentation.ts';
import { warp } from './warp.ts';

/** The most of each, in either direction. Default 0. */
export interface AffineOptions {
  /** Degrees of a turn round the centre, 0..180. */
  readonly maxDegrees?: number;
  /** Change of size, as a share, 0..0.9. */
  readonly maxScale?: number;
  /** Change of width alone, as a share, 0..0.9. */
  readonly maxStretch?: number;
  /** Slant: pixels to the side for each pixel of height, 0..1. */
  readonly maxShear?: number;
  /** Pixels in each direction, 0 or more; parts of a pixel count. */
  readonly maxShift?: number;
  /** What comes in from outside, 0..255. Default 0, black. */
  readonly fill?: number;
}

/**
 * Turns, scales, stretches, slants and shifts the picture at once, round its centre; the picture is drawn anew
 * only once, so that it is not blurred by every step.
 *
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function affine(options: AffineOptions): Augmentation {
  const { maxDegrees = 0, maxScale = 0, maxStretch = 0, maxShear = 0, maxShift = 0, fill = 0 } = options;
  checkNumber('maxDegrees of affine', maxDegrees, 0, 180);
  checkNumber('maxScale of affine', maxScale, 0, 0.9);
  checkNumber('maxStretch of affine', maxStretch, 0, 0.9);
  checkNumber('maxShear of affine', maxShear, 0, 1);
  checkNumber('maxShift of affine', maxShift, 0, Number.MAX_SAFE_INTEGER);
  checkInteger('fill of affine', fill, 0, 255);
  return {
    name: 'affine',
    apply(from, to, shape, random) {
      const within = (max: number) => (2 * random.float() - 1) * max;
      const angle = (within(maxDegrees) * Math.PI) / 180;
      const scale = 1 + within(maxScale);
      const stretch = 1 + within(maxStretch);
      const shear = within(maxShear);
      const [right, down] = [within(maxShift), within(maxShift)];
      const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
      const matrix = { xx: cos * stretch, xy: shear - sin, yx: sin * stretch, yy: cos };
      const [centreX, centreY] = [(shape[1] - 1) / 2, (shape[0] - 1) / 2];
      const x0 = centreX + right - matrix.xx * centreX - matrix.xy * centreY;
      const y0 = centreY + down - matrix.yx * centreX - matrix.yy * centreY;
      warp(from, to, shape, { ...matrix, x0, y0 }, fill);
    },
  };
}

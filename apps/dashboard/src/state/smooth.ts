import type { Point } from './curve.ts';

/**
 * Exponential smoothing along x: each point is the mean of those up to it, which weigh half as much for every `halfLife`
 * they lie back. By distance and not by count, so that thinning a curve does not change its shape; and a true mean from the
 * first point on, so that a constant stays what it is.
 */
export function smooth(points: readonly Point[], halfLife: number): readonly Point[] {
  let sum = 0;
  let weight = 0;
  let before: number | undefined;
  return points.map((point) => {
    const kept = before === undefined ? 0 : 0.5 ** (Math.max(0, point.x - before) / halfLife);
    before = point.x;
    weight = weight * kept + 1;
    sum = sum * kept + point.y;
    return { ...point, y: sum / weight };
  });
}

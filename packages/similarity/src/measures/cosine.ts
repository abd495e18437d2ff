import { ordinaryNumbers } from '../codes.ts';
import { innerProduct } from './inner-product.ts';
import type { MeasureDefinition, PrepareRow } from './measure.ts';

/** Scaled to length 1 in float64, as float32 has too few digits for very small numbers. */
const unit =
  (roots?: Float32Array): PrepareRow =>
  (source, start, size, target, to) => {
    const norm = Math.sqrt(squaredNorm(source, start, size, roots));
    if (norm === 0) return -1 / 2; // the vector stays 0
    for (let i = 0; i < size; i++) target[to + i] = (source[start + i]! * (roots ? roots[i]! : 1)) / norm;
    return -innerProduct(target, to, target, to, size) / 2;
  };

function squaredNorm(source: Float32Array, start: number, size: number, roots?: Float32Array): number {
  if (!roots) return innerProduct(source, start, source, start, size);
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (source[start + i]! * roots[i]!) ** 2;
  return sum;
}

/**
 * Cosine distance, 1 - cos of the angle between two codes: 0 for one direction, 1 for a right angle, 2 for opposites.
 *
 * Its score is -|u - v|^2 / 2 of the vectors scaled to length 1, which equals cos - 1 and keeps its
 * digits where u and v are close. A code of zeros has no direction: its distance to every code is 1.
 */
export const cosine: MeasureDefinition<'cosine'> = {
  name: 'cosine',
  description: '1 - cosine of the angle, 0 to 2',
  range: ordinaryNumbers,
  rules: (weights) => {
    const row = unit(weights?.map(Math.sqrt));
    return { query: row, item: row };
  },
  agreement: (query, item, i) => query[i]! * item[i]!,
  distance: (score) => Math.max(0, -score),
};

import { ordinaryNumbers } from '../codes.ts';
import { innerProduct } from './inner-product.ts';
import { defineMeasure, type PrepareRow } from './measure.ts';

const normalise: PrepareRow = (source, target, start, end) => {
  const size = end - start;
  const norm = Math.sqrt(innerProduct(source, start, source, start, size));
  if (norm === 0) return -1 / 2; // the vector stays 0
  for (let i = start; i < end; i++) target[i] = source[i]! / norm;
  return -innerProduct(target, start, target, start, size) / 2;
};

/**
 * Cosine distance, 1 - cos of the angle between two codes: 0 for one direction, 1 for a right angle, 2 for opposites.
 *
 * Its score is -|u - v|^2 / 2 of the vectors scaled to length 1, which equals cos - 1 and keeps its
 * digits where u and v are close. A code of zeros has no direction: its distance to every code is 1.
 */
export const cosine = defineMeasure({
  name: 'cosine',
  description: '1 - cosine of the angle, 0 to 2',
  range: ordinaryNumbers,
  query: normalise,
  item: normalise,
  distance: (score) => Math.max(0, -score),
});

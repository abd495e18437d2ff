import { ordinaryNumbers } from '../codes.ts';
import { innerProduct } from './inner-product.ts';
import { defineMeasure, type PrepareRow } from './measure.ts';

const copyWithNorm: PrepareRow = (source, target, start, end) => {
  for (let i = start; i < end; i++) target[i] = source[i]!;
  return -innerProduct(source, start, source, start, end - start) / 2;
};

/**
 * Euclidean distance, in the unit of the codes. Its score is -|x - y|^2 / 2 = x.y - |x|^2/2 - |y|^2/2.
 *
 * Codes that lie far from 0 and near to one another lose digits in that difference when they are ranked
 * in float32: subtract their mean first.
 */
export const l2 = defineMeasure({
  name: 'l2',
  description: 'Euclidean distance, in the unit of the codes',
  range: ordinaryNumbers,
  query: copyWithNorm,
  item: copyWithNorm,
  distance: (score) => Math.sqrt(Math.max(0, -2 * score)),
});

import { ordinaryNumbers } from '../codes.ts';
import { innerProduct } from './inner-product.ts';
import type { MeasureDefinition, PrepareRow } from './measure.ts';
import { scaledCopy } from './scaled-copy.ts';

/**
 * Euclidean distance, in the unit of the codes. Its score is -|x - y|^2 / 2 = x.y - |x|^2/2 - |y|^2/2.
 *
 * Codes that lie far from 0 and near to one another lose digits in that difference when they are ranked
 * in float32: subtract their mean first.
 */
export const l2: MeasureDefinition<'l2'> = {
  name: 'l2',
  description: 'Euclidean distance, in the unit of the codes',
  range: ordinaryNumbers,
  rules: (weights) => {
    const roots = weights?.map(Math.sqrt);
    const row: PrepareRow = (source, start, size, target, to) => {
      scaledCopy(source, start, size, target, to, roots);
      return -innerProduct(target, to, target, to, size) / 2;
    };
    return { query: row, item: row };
  },
  agreement: (query, item, i) => 0 - (query[i]! - item[i]!) ** 2 / 2,
  distance: (score) => Math.sqrt(Math.max(0, -2 * score)),
};

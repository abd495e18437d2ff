import { ordinaryNumbers } from '../codes.ts';
import type { MeasureDefinition, PrepareRow } from './measure.ts';
import { scaledCopy } from './scaled-copy.ts';

/** Inner product. Its distance is -x.y: the larger the product, the nearer. A code need not be nearest to itself. */
export const dot: MeasureDefinition<'dot'> = {
  name: 'dot',
  description: 'minus the inner product',
  range: ordinaryNumbers,
  rules: (weights) => {
    const roots = weights?.map(Math.sqrt);
    const row: PrepareRow = (source, start, size, target, to) => {
      scaledCopy(source, start, size, target, to, roots);
      return 0;
    };
    return { query: row, item: row };
  },
  agreement: (query, item, i) => query[i]! * item[i]!,
  distance: (score) => -score,
};

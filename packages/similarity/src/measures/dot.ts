import { ordinaryNumbers } from '../codes.ts';
import { defineMeasure, type PrepareRow } from './measure.ts';

const copy: PrepareRow = (source, target, start, end) => {
  for (let i = start; i < end; i++) target[i] = source[i]!;
  return 0;
};

/** Inner product. Its distance is -x.y: the larger the product, the nearer. A code need not be nearest to itself. */
export const dot = defineMeasure({
  name: 'dot',
  description: 'minus the inner product',
  range: ordinaryNumbers,
  query: copy,
  item: copy,
  distance: (score) => -score,
});

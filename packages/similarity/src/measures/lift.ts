import { innerProduct } from './inner-product.ts';
import type { Prepared } from './measure.ts';

/**
 * Any measure as a Euclidean one, for stores that rank by L2 and are weak at inner products: one more
 * coordinate makes the order by |q - i| the order by score.
 *
 *     |q|^2 + |v|^2 + t^2 - 2 q.v = constant - 2 (q.v + b)   where   t^2 = ceiling - 2 b - |v|^2
 *
 * with the query's last coordinate 0, the item's t, and its bias b. For `l2` and `cosine` t is 0 but for
 * rounding: they are Euclidean already. After Bachrach et al., "Speeding Up the Xbox Recommender System
 * Using a Euclidean Transformation for Inner-Product Spaces", RecSys 2014, with the bias added.
 *
 * @param ceiling at least `ceilingOf` all items that are compared with one another.
 * @returns rows of width + 1 numbers.
 */
export function liftItems({ vectors, bias }: Prepared, ceiling: number): Float32Array {
  return withLast(vectors, bias.length, (row, width) =>
    Math.sqrt(Math.max(0, ceiling - height({ vectors, bias }, row, width))),
  );
}

/** Queries for items that were lifted: a last coordinate of 0. */
export function liftQueries({ vectors, bias }: Prepared): Float32Array {
  return withLast(vectors, bias.length, () => 0);
}

/** The smallest ceiling that these items can be lifted to. */
export function ceilingOf(items: Prepared): number {
  const width = items.vectors.length / items.bias.length;
  let ceiling = -Infinity;
  for (let row = 0; row < items.bias.length; row++) ceiling = Math.max(ceiling, height(items, row, width));
  return ceiling;
}

/** 2 b + |v|^2: what the score of an item is short of as a distance. */
function height({ vectors, bias }: Prepared, row: number, width: number): number {
  const start = row * width;
  return 2 * bias[row]! + innerProduct(vectors, start, vectors, start, width);
}

function withLast(
  vectors: Float32Array,
  count: number,
  last: (row: number, width: number) => number,
): Float32Array {
  const width = vectors.length / count;
  const lifted = new Float32Array(count * (width + 1));
  for (let row = 0; row < count; row++) {
    lifted.set(vectors.subarray(row * width, (row + 1) * width), row * (width + 1));
    lifted[row * (width + 1) + width] = last(row, width);
  }
  return lifted;
}

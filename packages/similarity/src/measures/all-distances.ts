import type { Codes } from '../codes.ts';
import { innerProduct } from './inner-product.ts';
import type { Measure } from './measure.ts';

/**
 * The distance of each query to each item, in float64, without an index: queries.count x items.count, row-major.
 *
 * @throws {SimilarityError} `SHAPE_MISMATCH` or `VALUE_INVALID`, of codes that the measure does not take.
 */
export function allDistances(measure: Measure, queries: Codes, items: Codes): Float64Array {
  const [query, item] = [measure.prepareQueries(queries), measure.prepareItems(items)];
  const width = measure.width(queries.size);
  const distances = new Float64Array(queries.count * items.count);
  for (let q = 0; q < queries.count; q++) {
    for (let i = 0; i < items.count; i++) {
      const product = innerProduct(query.vectors, q * width, item.vectors, i * width, width);
      const score = product + query.bias[q]! + item.bias[i]!;
      distances[q * items.count + i] = measure.distance(score, queries.size);
    }
  }
  return distances;
}

import type { Codes } from '../codes.ts';
import { innerProduct } from '../measures/inner-product.ts';
import type { Measure } from '../measures/measure.ts';

/** Some rows of codes, one after the other. */
export function pick({ size, data }: Codes, rows: ArrayLike<number>): Codes {
  const picked = new Float32Array(rows.length * size);
  for (let to = 0; to < rows.length; to++) {
    picked.set(data.subarray(rows[to]! * size, (rows[to]! + 1) * size), to * size);
  }
  return { count: rows.length, size, data: picked };
}

/** The distance of each query to each item, in float64: queries.count x items.count, row-major. */
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

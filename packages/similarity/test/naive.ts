import type { Codes, MeasureName, Neighbours } from '../src/index.ts';

/** Rows as codes. */
export function codesOf(rows: readonly (readonly number[])[], size = rows[0]?.length ?? 1): Codes {
  return { count: rows.length, size, data: Float32Array.from(rows.flat()) };
}

export const idsFrom = (start: number, count: number) =>
  Uint32Array.from({ length: count }, (_, i) => start + i);

/** Distances from their textbook definitions, in float64: nothing is shared with the measures. */
export const naiveDistance: Record<MeasureName, (x: Float32Array, y: Float32Array) => number> = {
  bce: (x, y) => {
    let sum = 0;
    for (const [i, p] of x.entries()) {
      const q = Math.min(Math.max(y[i]!, 1e-7), 1 - 1e-7);
      sum -= p * Math.log(q) + (1 - p) * Math.log(1 - q);
    }
    return sum / x.length;
  },
  cosine: (x, y) => {
    const norms = Math.hypot(...x) * Math.hypot(...y);
    return norms === 0 ? 1 : 1 - sum(x, (p, i) => p * y[i]!) / norms;
  },
  l2: (x, y) => Math.sqrt(sum(x, (p, i) => (p - y[i]!) ** 2)),
  dot: (x, y) => -sum(x, (p, i) => p * y[i]!),
};

function sum(x: Float32Array, term: (p: number, i: number) => number): number {
  let total = 0;
  for (const [i, p] of x.entries()) total += term(p, i);
  return total;
}

export const rowOf = ({ data, size }: Codes, row: number) => data.subarray(row * size, (row + 1) * size);

/** All distances of each query, by item row. */
export function naiveDistances(measure: MeasureName, queries: Codes, items: Codes): number[][] {
  return Array.from({ length: queries.count }, (_, q) =>
    Array.from({ length: items.count }, (_, i) => naiveDistance[measure](rowOf(queries, q), rowOf(items, i))),
  );
}

/** One query's answer as plain lists. */
export function answer({ k, ids, distances }: Neighbours, query = 0) {
  return {
    ids: Array.from(ids.subarray(query * k, (query + 1) * k)),
    distances: Array.from(distances.subarray(query * k, (query + 1) * k)),
  };
}

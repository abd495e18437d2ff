import type { Codes, MeasureName, Neighbours } from '../src/index.ts';
import { naiveDistance } from './naive-distance.ts';

/** Rows as codes. */
export function codesOf(rows: readonly (readonly number[])[], size = rows[0]?.length ?? 1): Codes {
  return { count: rows.length, size, data: Float32Array.from(rows.flat()) };
}

export const idsFrom = (start: number, count: number) =>
  Uint32Array.from({ length: count }, (_, i) => start + i);

export const stringsFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, i) => `item ${start + i}`);

export const rowOf = ({ data, size }: Codes, row: number) => data.subarray(row * size, (row + 1) * size);

/** All distances of each query, by item row. */
export function naiveDistances(
  measure: MeasureName,
  queries: Codes,
  items: Codes,
  weights: Float32Array = new Float32Array(queries.size).fill(1),
): number[][] {
  const distance = naiveDistance[measure];
  return Array.from({ length: queries.count }, (_, q) =>
    Array.from({ length: items.count }, (_, i) => distance(rowOf(queries, q), rowOf(items, i), weights)),
  );
}

/** One query's answer as plain lists. */
export function answer({ k, ids, distances }: Neighbours, query = 0) {
  return {
    ids: Array.from(ids.subarray(query * k, (query + 1) * k)),
    distances: Array.from(distances.subarray(query * k, (query + 1) * k)),
  };
}

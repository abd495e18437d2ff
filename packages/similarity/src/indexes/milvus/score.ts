import { innerProduct } from '../../measures/inner-product.ts';
import type { Prepared } from '../../measures/measure.ts';
import { BIAS_COLUMNS, type Id, type Row } from './rows.ts';

/** A query, as rows are: what is multiplied by the two columns of the bias is 1. */
export interface Query {
  readonly vector: Float32Array;
  readonly bias: number;
  /** The item that may not be in its answer. */
  readonly excluded: Id | undefined;
}

export interface Found {
  readonly id: Id;
  readonly place: number;
  /** In float64, without the bias of the query, so that it compares with the product that Milvus ranks by. */
  readonly score: number;
}

/** Makes the queries of some rows of what a measure prepared. */
export function queriesOf(
  { vectors, bias }: Prepared,
  [first, end]: readonly [number, number],
  width: number,
  exclude: ArrayLike<Id> | undefined,
): Query[] {
  return Array.from({ length: end - first }, (_, i) => {
    const row = first + i;
    const vector = new Float32Array(width + BIAS_COLUMNS).fill(1);
    vector.set(vectors.subarray(row * width, (row + 1) * width));
    return { vector, bias: bias[row]!, excluded: exclude?.[row] };
  });
}

export function score({ vector }: Query, row: Pick<Row, 'id' | 'vector' | 'place'>): Found {
  const width = vector.length - BIAS_COLUMNS;
  const held = Float32Array.from(row.vector);
  const product = innerProduct(vector, 0, held, 0, width);
  return { id: row.id, place: row.place, score: product + (held[width]! + held[width + 1]!) };
}

/** The best `k`, and of equally near ones those that were added first. */
export const best = (found: Found[], k: number) =>
  found.sort((a, b) => b.score - a.score || a.place - b.place).slice(0, k);

/** How far a product in float32 may be off, in whatever order it is summed up: n units of the sum of all sizes. */
export function slack({ vector }: Query, row: Pick<Row, 'vector'>): number {
  let sizes = 0;
  for (let i = 0; i < vector.length; i++) sizes += Math.abs(vector[i]! * row.vector[i]!);
  return vector.length * 2 ** -24 * sizes;
}

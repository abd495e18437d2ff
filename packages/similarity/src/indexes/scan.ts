import { floats, int64s, type Session, type TensorData } from '@hourglass/engine/graph';
import type { Prepared } from '../measures/measure.ts';
import type { Block } from './item-store.ts';
import { Shortlist } from './shortlist.ts';

/** A batch of queries, ready for the product. */
export interface QueryBatch {
  readonly count: number;
  /** Numbers in a prepared vector. */
  readonly width: number;
  readonly queries: Prepared;
  /** The position that may not be in the answer to each query, or -1. */
  readonly excluded: Int32Array;
}

/** The `k` items of all blocks whose float32 product with each query is the largest. */
export async function scan(
  session: Session,
  batch: QueryBatch,
  blocks: readonly Block[],
  k: number,
): Promise<Shortlist> {
  const { count, width, excluded } = batch;
  const queries = floats([count, width + 1], withOnes(batch));
  const shortlist = new Shortlist(count, k);
  for (const block of blocks) {
    const taken = Math.min(block.rows, k);
    const items = floats([block.rows, width + 1], block.matrix);
    const best = await session.run({ queries, items, k: int64s([taken]) });
    const { scores, columns } = best as { scores: TensorData; columns: TensorData };
    offerAll(shortlist, scores.data as Float32Array, columns.data as Int32Array, block.start, excluded);
  }
  return shortlist;
}

function offerAll(
  shortlist: Shortlist,
  scores: Float32Array,
  columns: Int32Array,
  start: number,
  excluded: Int32Array,
): void {
  const taken = scores.length / excluded.length;
  for (let i = 0, query = 0; query < excluded.length; query++) {
    for (const end = i + taken; i < end; i++) {
      const position = start + columns[i]!;
      if (position !== excluded[query]) shortlist.offer(query, scores[i]!, position);
    }
  }
}

/** The query vectors with a last column of 1, which multiplies the items' bias. */
function withOnes({ count, width, queries }: QueryBatch): Float32Array {
  const matrix = new Float32Array(count * (width + 1)).fill(1);
  for (let row = 0; row < count; row++) {
    matrix.set(queries.vectors.subarray(row * width, (row + 1) * width), row * (width + 1));
  }
  return matrix;
}

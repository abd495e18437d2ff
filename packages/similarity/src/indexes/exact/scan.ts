import { floats, int64s, type Session, type TensorData } from '@hourglass/engine/graph';
import type { QueryBatch } from '../local/ranker.ts';
import type { Block } from '../local/rows.ts';
import { Shortlist } from '../local/shortlist.ts';

/** The `k` items of all blocks whose float32 product with each query is the largest. */
export async function scan(
  session: Session,
  batch: QueryBatch,
  columns: number,
  blocks: AsyncIterable<Block> | Iterable<Block>,
  k: number,
): Promise<Shortlist> {
  const queries = floats([batch.count, columns], withOnes(batch, columns));
  const shortlist = new Shortlist(batch.count, k);
  for await (const block of blocks) {
    const taken = Math.min(block.rows, k);
    const items = floats([block.rows, columns], block.matrix);
    const best = await session.run({ queries, items, k: int64s([taken]) });
    const { scores, rows } = best as { scores: TensorData; rows: TensorData };
    offerAll(shortlist, scores.data as Float32Array, rows.data as Int32Array, block, batch.excluded);
  }
  return shortlist;
}

function offerAll(
  shortlist: Shortlist,
  scores: Float32Array,
  rows: Int32Array,
  { start, positions }: Block,
  excluded: Int32Array,
): void {
  const taken = scores.length / excluded.length;
  const run = { scores: new Float64Array(taken), positions: new Uint32Array(taken) };
  for (let i = 0, query = 0; query < excluded.length; query++) {
    let length = 0;
    for (const end = i + taken; i < end; i++) {
      const position = positions ? positions[rows[i]!]! : start + rows[i]!;
      if (scores[i] === -Infinity || position === excluded[query]) continue; // -Infinity: a deleted item
      run.scores[length] = scores[i]!;
      run.positions[length++] = position;
    }
    shortlist.offerRun(query, run.scores, run.positions, length);
  }
}

/** The query vectors with last columns of 1, which multiply the items' bias. */
function withOnes({ count, width, queries }: QueryBatch, columns: number): Float32Array {
  const matrix = new Float32Array(count * columns).fill(1);
  for (let row = 0; row < count; row++) {
    matrix.set(queries.vectors.subarray(row * width, (row + 1) * width), row * columns);
  }
  return matrix;
}

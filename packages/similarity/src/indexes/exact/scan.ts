import { floats, int64s, type Session, type TensorData } from '@hourglass/engine/graph';
import type { QueryBatch } from '../local/ranker.ts';
import type { Block } from '../local/rows.ts';
import { Shortlist } from '../local/shortlist.ts';
import { offerAll } from './offer-all.ts';
import { withOnes } from './with-ones.ts';

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

import { floats, int64s, type Session, type TensorData, uint8s } from '@hourglass/engine/graph';
import { offerAll } from '../exact/offer-all.ts';
import { withOnes } from '../exact/with-ones.ts';
import type { QueryBatch } from '../local/ranker.ts';
import { Shortlist } from '../local/shortlist.ts';
import type { Int8Block } from './int8-block.ts';

/** The `k` items whose score from 8 bits is the largest. */
export async function int8Scan(
  session: Session,
  batch: QueryBatch,
  blocks: readonly Int8Block[],
  k: number,
): Promise<Shortlist> {
  const { count, width } = batch;
  const queries = floats([count, width + 1], withOnes(batch, width + 1));
  const shortlist = new Shortlist(count, k);
  for (const block of blocks) {
    const best = await session.run({
      queries,
      bytes: uint8s([block.rows, width], block.bytes),
      lows: floats([width], block.lows),
      steps: floats([width], block.steps),
      bias: floats([block.rows, 1], block.bias),
      k: int64s([Math.min(block.rows, k)]),
    });
    const { scores, rows } = best as { scores: TensorData; rows: TensorData };
    offerAll(shortlist, scores.data as Float32Array, rows.data as Int32Array, block, batch.excluded);
  }
  return shortlist;
}

import { floats, int64s, type Session, type TensorData } from '@hourglass/engine/graph';
import type { QueryBatch } from '../local/ranker.ts';
import { Shortlist } from '../local/shortlist.ts';
import type { ColumnBlock } from './column-copy.ts';
import { offerAll } from './offer-all.ts';

/**
 * As `scan`, over rows that are laid out by columns: of the rows that may be found, the `k` with the largest product.
 *
 * @param matrix the queries, with as many columns.
 */
export async function scanColumns(
  session: Session,
  { count, excluded }: QueryBatch,
  matrix: Float32Array,
  blocks: readonly ColumnBlock[],
  k: number,
): Promise<Shortlist> {
  const queries = floats([count, matrix.length / count], matrix);
  const shortlist = new Shortlist(count, k);
  for (const block of blocks) {
    const items = floats([matrix.length / count, block.rows], block.matrix);
    // One more, for the one that is excluded.
    const best = await session.run({ queries, items, k: int64s([Math.min(block.rows, k + 1)]) });
    const { scores, rows } = best as { scores: TensorData; rows: TensorData };
    offerAll(shortlist, scores.data as Float32Array, rows.data as Int32Array, block, excluded);
  }
  return shortlist;
}

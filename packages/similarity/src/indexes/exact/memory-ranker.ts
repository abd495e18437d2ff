import { createSession, floats, int64s, type Session, type TensorData } from '@hourglass/engine/graph';
import type { QueryBatch, Ranker } from '../local/ranker.ts';
import { rescore } from '../local/rescore.ts';
import { Shortlist } from '../local/shortlist.ts';
import { byColumns, type ColumnBlock } from './column-copy.ts';
import { columnGraph } from './column-graph.ts';
import type { MemoryRows } from './memory-rows.ts';
import { offerAll } from './offer-all.ts';
import { createScanRanker, SPARE } from './scan-ranker.ts';
import { withOnes } from './with-ones.ts';

/** Single queries since the last change, until a copy is made: it takes as long as some thirty of them save. */
const WORTH_A_COPY = 32;
/** Numbers in the largest copy: 1 GiB. */
const LARGEST_COPY = 2 ** 28;

/**
 * The scan of rows in memory. Once single queries come one after the other it makes a copy of the rows by columns,
 * which is read faster; it is dropped when rows are added or deleted.
 */
export function createMemoryRanker(rows: MemoryRows, threads: number | undefined): Ranker {
  const { columns } = rows;
  const scan = createScanRanker(columns, threads);
  let session: Session | undefined;
  let copy: readonly ColumnBlock[] | undefined;
  let edition = rows.edition;
  let asked = 0;

  /** The copy, if it is worth it by now. */
  function copyOf(length: number): readonly ColumnBlock[] | undefined {
    if (edition !== rows.edition) {
      edition = rows.edition;
      copy = undefined;
      asked = 0;
    }
    if (length * columns > LARGEST_COPY) return undefined;
    if (++asked > WORTH_A_COPY) copy ??= byColumns(rows.blocks(), columns);
    return copy;
  }

  return {
    async rank(batch, _, options) {
      const { k, roster, allowed } = options;
      // For several queries at once one product of all of them is faster.
      const blocks = batch.count > 1 || allowed ? undefined : copyOf(roster.length);
      if (!blocks) return scan.rank(batch, rows, options);
      session ??= await createSession(columnGraph(columns), threads === undefined ? {} : { threads });
      const candidates = await scanColumns(session, batch, columns, blocks, k + 1 + SPARE); // 1 for the excluded
      return rescore(batch, columns, rows.find(), candidates, k);
    },
    async close() {
      copy = undefined;
      await scan.close();
      await session?.close();
    },
  };
}

/** As `scan`, for a batch of one query. */
async function scanColumns(
  session: Session,
  batch: QueryBatch,
  columns: number,
  blocks: readonly ColumnBlock[],
  k: number,
): Promise<Shortlist> {
  const query = floats([1, columns], withOnes(batch, columns));
  const shortlist = new Shortlist(1, k);
  for (const block of blocks) {
    const items = floats([columns, block.rows], block.matrix);
    const best = await session.run({ query, items, k: int64s([Math.min(block.rows, k)]) });
    const { scores, rows } = best as { scores: TensorData; rows: TensorData };
    offerAll(shortlist, scores.data as Float32Array, rows.data as Int32Array, block, batch.excluded);
  }
  return shortlist;
}

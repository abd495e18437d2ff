import type { QueryBatch, Ranker, RankOptions } from '../local/ranker.ts';
import { rescore } from '../local/rescore.ts';
import type { Shortlist } from '../local/shortlist.ts';
import { byColumns, type ColumnBlock } from './column-copy.ts';
import { columnSessions } from './column-sessions.ts';
import type { MemoryRows } from './memory-rows.ts';
import { scanColumns } from './scan-columns.ts';
import { createScanRanker, SPARE } from './scan-ranker.ts';
import { createShortRanker } from './short-ranker.ts';
import { withOnes } from './with-ones.ts';

/** Single queries since the last change, until a copy is made: it takes as long as some thirty of them save. */
const WORTH_A_COPY = 32;
/** Numbers in the largest copy: 1 GiB. */
const LARGEST_COPY = 2 ** 28;

/**
 * The scan of rows in memory. Once there were queries enough it goes by short rows; where these are of no use,
 * single queries go by a copy of the rows by columns, which is read faster. Both are dropped when rows are added or
 * deleted.
 */
export function createMemoryRanker(rows: MemoryRows, threads: number | undefined): Ranker {
  const { columns } = rows;
  const scan = createScanRanker(columns, threads);
  const sessions = columnSessions(threads);
  const short = createShortRanker(rows, sessions, threads);
  let copy: readonly ColumnBlock[] | undefined;
  let edition = rows.edition;
  let alone = 0;

  async function rankByAll(batch: QueryBatch, options: RankOptions): Promise<Shortlist> {
    // For several queries at once one product of all of them is faster.
    const mayBeCopied = batch.count === 1 && options.roster.length * columns <= LARGEST_COPY;
    if (!mayBeCopied || ++alone <= WORTH_A_COPY) return scan.rank(batch, rows, options);
    copy ??= byColumns(rows.blocks(), columns);
    const session = await sessions.of(columns);
    const candidates = await scanColumns(session, batch, withOnes(batch, columns), copy, options.k + SPARE);
    return rescore(batch, columns, rows.find(), candidates, options.k);
  }

  return {
    async rank(batch, _, options) {
      if (edition !== rows.edition) {
        edition = rows.edition;
        copy = undefined;
        alone = 0;
        await short.forget();
      }
      if (options.allowed) return scan.rank(batch, rows, options);
      return short.rank(batch, options, (some) => rankByAll(some, options));
    },
    async close() {
      copy = undefined;
      await short.forget();
      await sessions.close();
      await scan.close();
    },
  };
}

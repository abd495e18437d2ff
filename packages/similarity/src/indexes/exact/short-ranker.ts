import { part, type QueryBatch, type RankOptions } from '../local/ranker.ts';
import { Shortlist } from '../local/shortlist.ts';
import { boundedScan } from './bounded-scan.ts';
import type { ColumnSessions } from './column-sessions.ts';
import type { MemoryRows } from './memory-rows.ts';
import { type ShortRows, shortRows } from './short-rows.ts';

/**
 * Queries since the last change, until short rows are made. To shorten all rows takes as long as some 500 queries of
 * a batch save; to find the directions, in a sample, as long as so many of a large index, and more of a small one.
 */
const worthShortening = (rows: number) => 512 * (1 + 16_384 / rows);
/** A query that comes alone reads all rows for itself, and saves more. */
const ALONE = 8;
/** Numbers in the smallest index for which they are made, and in the largest. */
const LEAST_NUMBERS = 2 ** 20;
const MOST_NUMBERS = 2 ** 29;
/** Candidates beyond `k`: at first, and for the queries that are open then. */
const CANDIDATES = [86, 502];
/** Once so many queries were asked of short rows, at most half of them may have been left to the full scan. */
const TRIAL = 64;

/** Ranks by short rows, once they are worth it, and leaves to others what they cannot decide. */
export interface ShortRanker {
  /** @param otherwise ranks by all numbers of all rows. */
  rank(
    batch: QueryBatch,
    options: RankOptions,
    otherwise: (batch: QueryBatch) => Promise<Shortlist>,
  ): Promise<Shortlist>;
  /** The rows are others now. */
  forget(): Promise<void>;
}

export function createShortRanker(
  rows: MemoryRows,
  sessions: ColumnSessions,
  threads: number | undefined,
): ShortRanker {
  let asked = 0;
  let tried = { queries: 0, open: 0 };
  let short: ShortRows | 'of no use' | undefined;

  async function shortRowsFor({ count }: QueryBatch, length: number): Promise<ShortRows | undefined> {
    const numbers = length * rows.columns;
    if (numbers < LEAST_NUMBERS || numbers > MOST_NUMBERS) return undefined;
    if (asked >= worthShortening(length))
      short ??= (await shortRows(rows.blocks(), rows.width, threads)) ?? 'of no use';
    asked += count === 1 ? ALONE : count;
    return short === 'of no use' ? undefined : short;
  }

  async function forget(): Promise<void> {
    const before = short;
    short = undefined;
    if (typeof before === 'object') await before.close();
  }

  return {
    async rank(batch, options, otherwise) {
      const given = await shortRowsFor(batch, options.roster.length);
      if (!given) return otherwise(batch);
      const session = await sessions.of(given.columns);
      const best = new Shortlist(batch.count, options.k);
      let open = Array.from({ length: batch.count }, (_, query) => query);
      for (const more of CANDIDATES) {
        const candidates = options.k + more;
        const found = await boundedScan(
          session,
          part(batch, open),
          given,
          rows.find(),
          options.k,
          candidates,
        );
        best.offerFor(open, found.best, found.open);
        open = found.open.map((query) => open[query]!);
        if (open.length === 0) break;
      }
      tried = { queries: tried.queries + batch.count, open: tried.open + open.length };
      if (tried.queries >= TRIAL && tried.open > tried.queries / 2) {
        await forget();
        short = 'of no use';
      }
      if (open.length > 0) best.offerFor(open, await otherwise(part(batch, open)));
      return best;
    },
    async forget() {
      asked = 0;
      tried = { queries: 0, open: 0 };
      await forget();
    },
  };
}

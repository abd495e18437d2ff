import { createSession, type Session } from '@hourglass/engine/graph';
import { createScanRanker } from '../exact/scan-ranker.ts';
import { part, type QueryBatch, type Ranker, type RankOptions } from '../local/ranker.ts';
import { rescore } from '../local/rescore.ts';
import type { Roster } from '../local/roster.ts';
import type { Rows } from '../local/rows.ts';
import { Shortlist } from '../local/shortlist.ts';
import { certified } from './certified.ts';
import { type Int8Block, int8Block } from './int8-block.ts';
import { int8Graph } from './int8-graph.ts';
import { int8Scan } from './int8-scan.ts';

/** Candidates for each neighbour that is asked for, and how many more are taken where they are not enough. */
const FIRST = 8;
const MORE = 4;
/** Where so large a share of the rows would be scored again, comparing all in float32 is faster. */
const TOO_MANY = 0.05;

/**
 * Ranks in 8 bits, scores candidates again in float64, and proves for each query that no other row can be
 * nearer: the error of a score is bounded by what vectors lost. Where the proof fails, more candidates are
 * taken, and in the end all are compared in float32.
 */
export function createInt8Ranker(width: number, columns: number, threads: number | undefined): Ranker {
  const blocks: Int8Block[] = [];
  const scan = createScanRanker(columns, threads);
  let session: Session | undefined;
  let factor = FIRST;
  let known = 0;
  let gone = 0;

  /** Takes in the rows that were added since the last search. */
  async function catchUp(rows: Rows, roster: Roster): Promise<void> {
    if (known < roster.length) {
      // The last block may have been filled up: it is made anew.
      const from = blocks.pop()?.start ?? 0;
      for await (const block of rows.blocks(from)) {
        blocks.push(int8Block(block, rows));
        known = block.start + block.rows;
      }
    }
    if (roster.length - roster.count !== gone) erase(blocks, roster);
    gone = roster.length - roster.count;
  }

  async function rank(batch: QueryBatch, rows: Rows, options: RankOptions): Promise<Shortlist> {
    if (options.allowed) return scan.rank(batch, rows, options);
    await catchUp(rows, options.roster);
    session ??= await createSession(int8Graph(width), threads === undefined ? {} : { threads });
    const { k } = options;
    const answer = new Shortlist(batch.count, k);
    let open = Array.from({ length: batch.count }, (_, query) => query);
    for (let fetch = factor * k + 1; open.length > 0; fetch *= MORE) {
      const asked = part(batch, open);
      if (fetch > Math.max(FIRST * k + 1, TOO_MANY * known) && fetch < known) {
        answer.offerFor(open, await scan.rank(asked, rows, options));
        break;
      }
      const candidates = await int8Scan(session, asked, blocks, Math.min(fetch, known));
      const best = rescore(asked, columns, await rows.find(candidates), candidates, k);
      const proved = certified(asked, blocks, candidates, best, { k, all: fetch >= known });
      const unproved = open.map((_, query) => query).filter((query) => !proved[query]);
      answer.offerFor(open, best, unproved);
      const before = open.length;
      open = unproved.map((query) => open[query]!);
      // Codes that lie so densely will do so for the next queries too.
      if (fetch === factor * k + 1 && open.length > before / 2) factor *= MORE;
    }
    return answer;
  }

  return {
    rank,
    async close() {
      blocks.length = 0;
      await session?.close();
      await scan.close();
    },
  };
}

function erase(blocks: readonly Int8Block[], roster: Roster): void {
  for (const { start, rows, bias } of blocks) {
    for (let row = 0; row < rows; row++) if (roster.isGone(start + row)) bias[row] = -Infinity;
  }
}

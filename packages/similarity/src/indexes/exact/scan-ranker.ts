import { createSession, type Session } from '@hourglass/engine/graph';
import type { Ranker } from '../local/ranker.ts';
import { rescore } from '../local/rescore.ts';
import { onlyAllowed } from './only-allowed.ts';
import { scan } from './scan.ts';
import { scanGraph } from './scan-graph.ts';

/** Candidates beyond `k` that are scored again: so many may a rounding error push below the `k`th place. */
export const SPARE = 4;

/**
 * Compares every query with every row: a matrix product and a partial sort, natively, block by block. ONNX
 * Runtime is loaded for the first search: most of the time that opening an index would take.
 */
export function createScanRanker(columns: number, threads: number | undefined): Ranker {
  let session: Session | undefined;
  return {
    async rank(batch, rows, { k, allowed }) {
      session ??= await createSession(scanGraph(columns), threads === undefined ? {} : { threads });
      const blocks = allowed ? onlyAllowed(rows.blocks(), columns, allowed) : rows.blocks();
      const candidates = await scan(session, batch, columns, blocks, k + 1 + SPARE); // 1 for the excluded item
      return rescore(batch, columns, await rows.find(candidates), candidates, k);
    },
    async close() {
      await session?.close();
    },
  };
}

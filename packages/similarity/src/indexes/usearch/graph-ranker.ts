import { setImmediate as breathe } from 'node:timers/promises';
import type { AddOptions } from '../contract.ts';
import { createScanRanker } from '../exact/scan-ranker.ts';
import { livingRows, pickRows } from '../local/pick-rows.ts';
import type { QueryBatch, Ranker, RankOptions } from '../local/ranker.ts';
import { rescore } from '../local/rescore.ts';
import type { Rows } from '../local/rows.ts';
import { Shortlist } from '../local/shortlist.ts';
import type { KeyedGraph } from './keyed-graph.ts';

/** Candidates beyond `k` that are scored again in float64. */
const SPARE = 4;
/** usearch's calls block the process: a piece takes some 0.1 s. */
const PIECE = 512;
/** Where fewer may be found than this share of the rows, comparing those few is faster and misses none. */
const FEW = 0.1;

/** Finds candidates in the graph and scores them again; compares all where the graph gives too few. */
export function createGraphRanker(graph: KeyedGraph, columns: number, threads: number | undefined): Ranker {
  const scan = createScanRanker(columns, threads);

  async function catchUp(rows: Rows, onProgress?: AddOptions['onProgress']): Promise<void> {
    const start = graph.length;
    const { length } = await rows.refresh();
    for await (const block of start < length ? rows.blocks(start) : []) {
      for (let row = Math.max(0, start - block.start); row < block.rows; row += PIECE) {
        const end = Math.min(block.rows, row + PIECE);
        const living = livingRows(block, row, end);
        const items = pickRows(block, living, rows);
        if (!graph.makeRoom(items)) return catchUp(rows, onProgress); // it is empty now
        graph.add(
          living.map((at) => block.start + at),
          items,
        );
        graph.passOver(block.start + end);
        onProgress?.(graph.length - start, length - start);
        await breathe();
      }
    }
  }

  async function rank(batch: QueryBatch, rows: Rows, options: RankOptions) {
    await catchUp(rows);
    const candidates = candidatesFrom(graph, batch, options);
    if (!candidates) return scan.rank(batch, rows, options);
    return rescore(batch, columns, await rows.find(candidates), candidates, options.k);
  }

  return { rank, catchUp, close: () => scan.close() };
}

/** At least `k` for each query, or undefined. */
function candidatesFrom(
  graph: KeyedGraph,
  { queries, excluded, count }: QueryBatch,
  { k, roster, allowed }: RankOptions,
): Shortlist | undefined {
  const share = (allowed ?? roster).count / roster.length;
  if (share < FEW) return undefined;
  const mayBeFound = (position: number) =>
    allowed ? allowed.mask[position] === 1 : !roster.isGone(position);
  for (let fetch = Math.ceil((k + 1 + SPARE) / share); ; fetch *= 2) {
    const asked = Math.min(fetch, roster.length);
    const found = graph
      .search(queries, asked)
      .map((positions, query) => positions.filter((p) => p !== excluded[query] && mayBeFound(p)));
    if (found.every(({ length }) => length >= k)) return shortlisted(found, count);
    if (asked === roster.length) return undefined;
  }
}

function shortlisted(found: readonly number[][], count: number): Shortlist {
  const shortlist = new Shortlist(count, Math.max(...found.map(({ length }) => length)));
  for (const [query, positions] of found.entries()) {
    for (const [rank, position] of positions.entries()) shortlist.offer(query, -rank, position);
  }
  return shortlist;
}

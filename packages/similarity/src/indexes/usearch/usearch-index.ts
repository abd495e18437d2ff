import { checkInteger } from '../../codes.ts';
import type { IdType, Index } from '../contract.ts';
import { openStore } from '../disk/open-store.ts';
import { saveStore } from '../disk/save-store.ts';
import { copyToMemory } from '../exact/copy-to-memory.ts';
import { MemoryRows } from '../exact/memory-rows.ts';
import { localIndex } from '../local/local-index.ts';
import { type CheckedOptions, checkOptions, type IndexOptions, type OpenOptions } from '../options.ts';
import { createGraphRanker } from './graph-ranker.ts';
import { type GraphOptions, KeyedGraph } from './keyed-graph.ts';
import { loadUsearch } from './load.ts';

export interface UsearchIndexOptions<T extends IdType = 'number'> extends IndexOptions<T>, GraphOptions {}
export interface OpenUsearchOptions<T extends IdType = 'number'> extends OpenOptions<T>, GraphOptions {}

/**
 * An approximate index: HNSW (Malkov and Yashunin, 2016) by usearch, in memory. A search looks at a few
 * hundred items instead of all, and may miss some of the true neighbours. Those that it finds are scored
 * again in float64: their distances and order are as exact as those of the exact index.
 *
 * All measures are lifted to L2 (see `liftItems`). Additions build the graph and tell their progress. Where a
 * filter leaves few items, or the graph gives fewer than `k`, all that may be found are compared.
 *
 * @throws {SimilarityError} `PACKAGE_MISSING` unless usearch is installed, and as `createExactIndex`.
 */
export async function createUsearchIndex<T extends IdType = 'number'>(
  options: UsearchIndexOptions<T>,
): Promise<Index<T>> {
  const facts = checkOptions(options);
  const graph = new KeyedGraph(
    await loadUsearch(),
    facts.measure.width(facts.size),
    graphOptions(options),
    facts.threads,
  );
  return indexOver(new MemoryRows(facts.measure.width(facts.size), false), graph, facts);
}

/**
 * Opens a saved index: its rows are read into memory, its graph is mapped there as it is needed. The graph is
 * built if another kind of index wrote the folder. What is added later is not in the folder before it is
 * saved anew.
 */
export async function openUsearchIndex<T extends IdType = 'number'>(
  folder: string,
  options: OpenUsearchOptions<T> = {},
): Promise<Index<T>> {
  const usearch = await loadUsearch();
  const { rows: stored, facts } = await openStore(folder, options);
  try {
    const graph = new KeyedGraph(usearch, stored.width, graphOptions(options), facts.threads);
    await graph.view(folder);
    return await indexOver(await copyToMemory(stored, false), graph, facts);
  } finally {
    await stored.close();
  }
}

async function indexOver<T extends IdType>(
  rows: MemoryRows,
  graph: KeyedGraph,
  facts: CheckedOptions<T>,
): Promise<Index<T>> {
  const ranker = createGraphRanker(graph, rows.columns, facts.threads);
  await ranker.catchUp?.(rows);
  const { count } = await rows.refresh();
  return localIndex({
    ...facts,
    exact: false,
    rows,
    ranker,
    count,
    async save(folder) {
      await saveStore(folder, 'usearch', facts, rows, async (temporary) => {
        const roster = await rows.refresh();
        const kept = Array.from({ length: roster.length }, (_, position) => position);
        await graph.save(
          temporary,
          kept.filter((position) => !roster.isGone(position)),
        );
      });
    },
  });
}

function graphOptions({ connectivity, expansionAdd, expansionSearch }: GraphOptions): GraphOptions {
  for (const [name, value] of Object.entries({ connectivity, expansionAdd, expansionSearch })) {
    if (value !== undefined) checkInteger(name, value, 1);
  }
  return {
    ...(connectivity !== undefined && { connectivity }),
    ...(expansionAdd !== undefined && { expansionAdd }),
    ...(expansionSearch !== undefined && { expansionSearch }),
  };
}

import { ceilingOf, liftItems, liftQueries } from '../../measures/lift.ts';
import type { Prepared } from '../../measures/measure.ts';
import { findGraph, type GraphFacts, saveGraph } from './graph-file.ts';
import type { Graph, Usearch } from './load.ts';

export interface GraphOptions {
  /** Edges a node has, "M" of the HNSW paper. Default: 16. */
  readonly connectivity?: number;
  /** Candidates that are kept while a node is put in, "efConstruction". Default: 128. */
  readonly expansionAdd?: number;
  /** Candidates that are kept while it is searched, "ef". More find more, and take longer. Default: 64. */
  readonly expansionSearch?: number;
}

/** A larger norm than all before means building anew, so there is room for some that are larger. */
const HEADROOM = 1.25;

/** usearch's graph of lifted items. A row keeps its key in the graph, though its position may change as others are deleted. */
export class KeyedGraph {
  readonly #usearch: Usearch;
  readonly #width: number;
  readonly #options: Required<GraphOptions>;
  readonly #threads: number;
  #graph: Graph;
  #ceiling = -Infinity;
  #keys: number[] = [];
  /** The position of each key; none for keys of rows that are gone. */
  #positions: (number | undefined)[] = [];
  #nextKey = 0;
  #viewed: string | undefined;

  constructor(usearch: Usearch, width: number, options: GraphOptions, threads: number | undefined) {
    this.#usearch = usearch;
    this.#width = width;
    this.#options = { connectivity: 16, expansionAdd: 128, expansionSearch: 64, ...options };
    this.#threads = threads ?? 0;
    this.#graph = this.#empty();
  }

  /** Positions that it knows of. */
  get length(): number {
    return this.#keys.length;
  }

  #empty(): Graph {
    const { MetricKind, ScalarKind } = this.#usearch;
    return new this.#usearch.Index({
      dimensions: this.#width + 1,
      metric: MetricKind.L2sq,
      quantization: ScalarKind.F32,
      connectivity: this.#options.connectivity,
      expansion_add: this.#options.expansionAdd,
      expansion_search: this.#options.expansionSearch,
      multi: false,
    });
  }

  /**
   * Sees to it that items as large as these can be put in.
   *
   * @returns false if the graph had to be emptied for it: all rows are to be put in anew.
   */
  makeRoom(items: Prepared): boolean {
    const wanted = ceilingOf(items);
    if (wanted <= this.#ceiling) return true;
    this.#ceiling = Math.max(wanted, HEADROOM * wanted);
    if (this.length === 0) return true;
    this.#graph = this.#empty();
    this.#keys = [];
    this.#positions = [];
    this.#nextKey = 0;
    this.#viewed = undefined;
    return false;
  }

  /** @param positions ascending. Positions that are left out count as known, and are never found. */
  add(positions: readonly number[], items: Prepared): void {
    if (this.#viewed) {
      this.#graph.load(this.#viewed); // a view cannot be added to
      this.#viewed = undefined;
    }
    const keys = positions.map((position) => this.#keyFor(position));
    if (keys.length === 0) return;
    this.#graph.add(BigUint64Array.from(keys, BigInt), liftItems(items, this.#ceiling), this.#threads);
  }

  #keyFor(position: number): number {
    this.passOver(position);
    const key = this.#nextKey++;
    this.#keys[position] = key;
    this.#positions[key] = position;
    return key;
  }

  /** Counts positions as known up to `length`. */
  passOver(length: number): void {
    while (this.#keys.length < length) this.#keys.push(-1);
  }

  /** Up to `k` positions for each query, nearest first. */
  search(queries: Prepared, k: number): number[][] {
    const count = queries.bias.length;
    const found = this.#graph.search(liftQueries(queries), k, this.#threads);
    const counts = 'counts' in found ? (found.counts as BigUint64Array) : [found.keys.length];
    return Array.from({ length: count }, (_, query) => {
      const keys = found.keys.subarray(query * k, query * k + Number(counts[query]));
      return Array.from(keys, (key) => this.#positions[Number(key)]).filter(
        (position) => position !== undefined,
      );
    });
  }

  /** @param kept the positions, ascending, that a copy of the rows keeps. */
  save(folder: string, kept: readonly number[]): Promise<void> {
    const facts: GraphFacts = {
      ceiling: this.#ceiling,
      nextKey: this.#nextKey,
      keys: kept.map((position) => this.#keys[position] ?? -1),
    };
    return saveGraph(folder, this.#graph, facts);
  }

  /** Maps a saved graph into memory. @returns false if there is none. */
  async view(folder: string): Promise<boolean> {
    const found = await findGraph(folder);
    if (!found) return false;
    const { path, facts } = found;
    this.#graph.view(path);
    this.#viewed = path;
    this.#ceiling = facts.ceiling;
    this.#keys = [...facts.keys];
    this.#positions = [];
    this.#nextKey = facts.nextKey;
    for (const [position, key] of facts.keys.entries()) if (key >= 0) this.#positions[key] = position;
    return true;
  }
}

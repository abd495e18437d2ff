import type { Asked } from './judge.ts';
import type { ItemLabels } from './labels.ts';

/** Which classes the neighbours of a class belong to. */
export interface Confusion {
  /** The classes of queries and neighbours, ascending: rows and columns. */
  readonly labels: readonly number[];
  /** labels x labels, row-major: neighbours with the column's label, of queries with the row's. */
  readonly counts: Uint32Array;
}

/** Counts the `at` nearest neighbours of each query by the two labels. */
export class ConfusionCounter {
  readonly #at: number;
  readonly #rows = new Map<number, Map<number, number>>();

  constructor(at: number) {
    this.#at = at;
  }

  take({ neighbours: { k, count, ids }, labels, start }: Asked, items: ItemLabels): void {
    for (let query = 0; query < count; query++) {
      const label = labels[start + query]!;
      const row = this.#rows.get(label) ?? new Map<number, number>();
      this.#rows.set(label, row);
      for (let rank = 0; rank < this.#at; rank++) {
        const other = items.labelOf(ids[query * k + rank]!);
        row.set(other, (row.get(other) ?? 0) + 1);
      }
    }
  }

  result(): Confusion {
    const seen = new Set([...this.#rows].flatMap(([label, row]) => [label, ...row.keys()]));
    const labels = [...seen].sort((a, b) => a - b);
    const counts = labels.flatMap((row) => labels.map((column) => this.#rows.get(row)?.get(column) ?? 0));
    return { labels, counts: Uint32Array.from(counts) };
  }
}

/** The best `k` of what it is offered, for each of `count` queries: the larger score, then the smaller position. */
export class Shortlist {
  readonly #k: number;
  readonly #scores: Float64Array;
  readonly #positions: Uint32Array;
  readonly #filled: Uint32Array;

  constructor(count: number, k: number) {
    this.#k = k;
    this.#scores = new Float64Array(count * k);
    this.#positions = new Uint32Array(count * k);
    this.#filled = new Uint32Array(count);
  }

  /**
   * Takes in a run of candidates that come best first, as many as there is room for. As fast for thousands as
   * for ten: no candidate is moved more than once.
   */
  offerRun(query: number, scores: Float64Array, positions: Uint32Array, length: number): void {
    const first = query * this.#k;
    const filled = this.#filled[query]!;
    const total = Math.min(this.#k, filled + length);
    let held = 0;
    let taken = 0;
    while (held + taken < total) {
      const isNext =
        taken < length &&
        (held === filled || this.#isBetter(scores[taken]!, positions[taken]!, first + held));
      if (isNext) taken++;
      else held++;
    }
    // From the back, so that what is held moves up before its place is taken.
    for (let slot = first + total - 1; taken > 0; slot--) {
      if (held > 0 && this.#isBetter(scores[taken - 1]!, positions[taken - 1]!, first + held - 1)) {
        held--;
        this.#scores[slot] = this.#scores[first + held]!;
        this.#positions[slot] = this.#positions[first + held]!;
      } else {
        taken--;
        this.#scores[slot] = scores[taken]!;
        this.#positions[slot] = positions[taken]!;
      }
    }
    this.#filled[query] = total;
  }

  offer(query: number, score: number, position: number): void {
    const first = query * this.#k;
    let slot = first + this.#filled[query]!;
    if (slot < first + this.#k) this.#filled[query]!++;
    else if (this.#isBetter(score, position, slot - 1)) slot--;
    else return;
    for (; slot > first && this.#isBetter(score, position, slot - 1); slot--) {
      this.#scores[slot] = this.#scores[slot - 1]!;
      this.#positions[slot] = this.#positions[slot - 1]!;
    }
    this.#scores[slot] = score;
    this.#positions[slot] = position;
  }

  /** Offers all that another one holds, whose query `i` is `queries[i]` here; not of those of its queries in `except`. */
  offerFor(queries: readonly number[], other: Shortlist, except: readonly number[] = []): void {
    const left = new Set(except);
    other.forEach((query, score, position) => {
      if (!left.has(query)) this.offer(queries[query]!, score, position);
    });
  }

  /** The score that the last of a query's `k` has; -Infinity while there are fewer. */
  least(query: number): number {
    return this.#filled[query]! < this.#k ? -Infinity : this.#scores[(query + 1) * this.#k - 1]!;
  }

  /** Calls `visit` for all that is held, query by query, best first; `rank` counts from 0. */
  forEach(visit: (query: number, score: number, position: number, rank: number) => void): void {
    for (const [query, filled] of this.#filled.entries()) {
      for (let rank = 0; rank < filled; rank++) {
        const slot = query * this.#k + rank;
        visit(query, this.#scores[slot]!, this.#positions[slot]!, rank);
      }
    }
  }

  /** All positions that are held, each once, ascending. */
  positions(): Uint32Array {
    const held = new Set<number>();
    this.forEach((_, __, position) => {
      held.add(position);
    });
    return Uint32Array.from(held).sort();
  }

  #isBetter(score: number, position: number, slot: number): boolean {
    const held = this.#scores[slot]!;
    return score > held || (score === held && position < this.#positions[slot]!);
  }
}

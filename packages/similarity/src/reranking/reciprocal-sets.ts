/** The nearest others of each item: count x k, nearest first. */
export interface NeighbourLists {
  readonly k: number;
  readonly rows: Uint32Array;
  readonly distances: Float32Array;
}

/** Who is a neighbour of whom in both directions, from lists of neighbours. */
export class ReciprocalSets {
  readonly #lists: NeighbourLists;
  readonly #half: number;

  constructor(lists: NeighbourLists) {
    this.#lists = lists;
    this.#half = Math.max(1, Math.round(lists.k / 2));
  }

  /** Neighbours in the smaller sets that others are joined with: half of k, as Zhong et al. have it. */
  get half(): number {
    return this.#half;
  }

  nearest(row: number, depth = this.#lists.k): Uint32Array {
    const start = row * this.#lists.k;
    return this.#lists.rows.subarray(start, start + depth);
  }

  /** Whether something this far from an item would be among its `depth` nearest. */
  reaches(row: number, distance: number, depth: number): boolean {
    return distance <= this.#lists.distances[row * this.#lists.k + depth - 1]!;
  }

  /** R(row, depth): the item itself, and those among its nearest that have it among theirs. */
  mutual(row: number, depth: number): number[] {
    const those = [...this.nearest(row, depth)];
    return [row, ...those.filter((other) => this.nearest(other, depth).includes(row))];
  }

  /**
   * R*: a set of mutual neighbours, joined with the smaller sets of its members that share two thirds of
   * themselves with it.
   *
   * @param smaller the smaller set of a member.
   */
  expand(set: readonly number[], smaller: (member: number) => readonly number[]): number[] {
    const core = new Set(set);
    const whole = new Set(set);
    for (const member of set) {
      const more = smaller(member);
      const shared = more.filter((row) => core.has(row)).length;
      if (3 * shared >= 2 * more.length) for (const row of more) whole.add(row);
    }
    return [...whole];
  }

  /** R*(row, k). */
  expanded(row: number): number[] {
    return this.expand(this.mutual(row, this.#lists.k), (member) => this.mutual(member, this.#half));
  }
}

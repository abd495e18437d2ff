import type { Block } from '../local/rows.ts';
import type { Shortlist } from '../local/shortlist.ts';

/** Takes in the best rows of a block for each query, without those that are deleted or excluded. */
export function offerAll(
  shortlist: Shortlist,
  scores: Float32Array,
  rows: Int32Array,
  { start, positions }: Pick<Block, 'start' | 'positions'>,
  excluded: Int32Array,
): void {
  const taken = scores.length / excluded.length;
  const run = { scores: new Float64Array(taken), positions: new Uint32Array(taken) };
  for (let i = 0, query = 0; query < excluded.length; query++) {
    let length = 0;
    for (const end = i + taken; i < end; i++) {
      const position = positions ? positions[rows[i]!]! : start + rows[i]!;
      if (scores[i] === -Infinity || position === excluded[query]) continue; // -Infinity: a deleted item
      run.scores[length] = scores[i]!;
      run.positions[length++] = position;
    }
    shortlist.offerRun(query, run.scores, run.positions, length);
  }
}

import type { Random } from './random.ts';

/** Puts `rows` into another order, in place: Fisher-Yates, every order equally likely. */
export function shuffle(rows: Int32Array, random: Random): Int32Array {
  for (let last = rows.length - 1; last > 0; last--) {
    const chosen = random.below(last + 1);
    const row = rows[last]!;
    rows[last] = rows[chosen]!;
    rows[chosen] = row;
  }
  return rows;
}

/** Gives the rows in a new order each time it is called: the same orders for the same seed. */
export function shuffleRows(rows: Int32Array, seed: number): () => Int32Array {
  const order = rows.slice();
  const random = mulberry32(seed);
  return () => {
    // Fisher and Yates.
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order.slice();
  };
}

/** Numbers from 0 to below 1. Tommy Ettinger's mulberry32: 32 bits of state, good enough for an order. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

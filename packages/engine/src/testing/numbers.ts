/** Seeded numbers that stay away from the kinks of relu, abs and friends. */
export function numbers(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    const value = (state / 2147483647) * 4 - 2;
    return Math.abs(value) < 0.05 ? value + 0.1 : value;
  });
}

import type { Codes } from '../codes.ts';

/** Some rows of codes, one after the other. */
export function pick({ size, data }: Codes, rows: ArrayLike<number>): Codes {
  const picked = new Float32Array(rows.length * size);
  for (let to = 0; to < rows.length; to++) {
    picked.set(data.subarray(rows[to]! * size, (rows[to]! + 1) * size), to * size);
  }
  return { count: rows.length, size, data: picked };
}

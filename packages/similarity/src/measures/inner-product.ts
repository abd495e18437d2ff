/**
 * The inner product, in float64, of the `size` numbers of `a` from `aStart` and of `b` from `bStart`.
 *
 * Always adds in the same order. So the product of a row with an equal row is exactly its squared
 * norm, and the L2 and cosine distances of equal codes are exactly 0.
 */
export function innerProduct(
  a: Float32Array,
  aStart: number,
  b: Float32Array,
  bStart: number,
  size: number,
): number {
  // Four sums that do not wait for one another.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    s0 += a[aStart + i]! * b[bStart + i]!;
    s1 += a[aStart + i + 1]! * b[bStart + i + 1]!;
    s2 += a[aStart + i + 2]! * b[bStart + i + 2]!;
    s3 += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < size; i++) s0 += a[aStart + i]! * b[bStart + i]!;
  return s0 + s1 + (s2 + s3);
}

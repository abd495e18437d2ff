/**
 * Copies the code `source[start .. start + size)` to `target` from `to` on, each number times the square
 * root of its weight. So a product of two such vectors is the weighted sum, and that of a vector with
 * itself is its weighted squared norm to the bit.
 */
export function scaledCopy(
  source: Float32Array,
  start: number,
  size: number,
  target: Float32Array,
  to: number,
  roots?: Float32Array,
): void {
  for (let i = 0; i < size; i++) target[to + i] = roots ? source[start + i]! * roots[i]! : source[start + i]!;
}

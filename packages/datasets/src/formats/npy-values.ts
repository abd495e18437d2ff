import type { NpyArray, NpyType } from './npy.ts';

/** How one value of each type is read, at a byte offset. */
const readers: { readonly [T in NpyType]: (view: DataView, at: number) => number } = {
  '|b1': (view, at) => view.getUint8(at),
  '|u1': (view, at) => view.getUint8(at),
  '|i1': (view, at) => view.getInt8(at),
  '<u2': (view, at) => view.getUint16(at, true),
  '<i2': (view, at) => view.getInt16(at, true),
  '<u4': (view, at) => view.getUint32(at, true),
  '<i4': (view, at) => view.getInt32(at, true),
  '<u8': (view, at) => Number(view.getBigUint64(at, true)),
  '<i8': (view, at) => Number(view.getBigInt64(at, true)),
  '<f2': (view, at) => halfOf(view.getUint16(at, true)),
  '<f4': (view, at) => view.getFloat32(at, true),
  '<f8': (view, at) => view.getFloat64(at, true),
};

/** A number of 16 bits: a sign, five bits of exponent, ten of fraction (IEEE 754). */
function halfOf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** The values of an array, one after the other; integers of 64 bits are rounded to what a number holds. */
export function* valuesOf({ dtype, shape, bytes }: NpyArray): Generator<number, void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = shape.reduce((product, size) => product * size, 1);
  for (let i = 0, size = bytes.length / count; i < count; i++) yield readers[dtype](view, i * size);
}

/** Least and largest value, and whether all are finite; of nothing 0 and 0. */
export function rangeOf(array: NpyArray): { least: number; largest: number; finite: boolean } {
  let [least, largest, finite] = [Infinity, -Infinity, true];
  for (const value of valuesOf(array)) {
    finite &&= Number.isFinite(value);
    least = Math.min(least, value);
    largest = Math.max(largest, value);
  }
  return least <= largest || !finite ? { least, largest, finite } : { least: 0, largest: 0, finite };
}

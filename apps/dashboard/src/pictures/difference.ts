/** How far two pictures are apart, byte by byte: black where they are the same. */
export function differenceOf(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((value, place) => Math.abs(value - other[place]!));
}

/** Peak signal to noise ratio in dB over all pictures, pixels in 0..1; infinite where they are the same. */
export function psnrOf(ones: readonly Uint8Array[], others: readonly Uint8Array[]): number {
  let sum = 0;
  let count = 0;
  for (const [picture, one] of ones.entries()) {
    const other = others[picture]!;
    for (let place = 0; place < one.length; place++) sum += ((one[place]! - other[place]!) / 255) ** 2;
    count += one.length;
  }
  return -10 * Math.log10(sum / count);
}

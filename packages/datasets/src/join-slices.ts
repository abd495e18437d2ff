/** The bytes of all slices in one array: a view if they lie end to end in one buffer, else a copy. */
export function joinSlices(slices: readonly Uint8Array[]): Uint8Array {
  const [first] = slices;
  if (first === undefined) return new Uint8Array();
  const length = slices.reduce((sum, slice) => sum + slice.length, 0);
  if (lieEndToEnd(slices)) return new Uint8Array(first.buffer, first.byteOffset, length);
  const joined = new Uint8Array(length);
  let end = 0;
  for (const slice of slices) {
    joined.set(slice, end);
    end += slice.length;
  }
  return joined;
}

function lieEndToEnd(slices: readonly Uint8Array[]): boolean {
  return slices.every((slice, i) => {
    const before = slices[i - 1];
    if (before === undefined) return true;
    return slice.buffer === before.buffer && slice.byteOffset === before.byteOffset + before.length;
  });
}

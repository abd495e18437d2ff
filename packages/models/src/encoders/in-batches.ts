/**
 * Runs `one` over rows in batches of one size, for a graph whose shapes are fixed. The last batch is
 * filled up with zeros and its surplus rows are dropped.
 */
export async function inBatches<T extends Uint8Array | Float32Array>(
  rows: T,
  rowSize: number,
  batchSize: number,
  outSize: number,
  one: (batch: T) => Promise<Float32Array>,
): Promise<Float32Array> {
  const count = rows.length / rowSize;
  const out = new Float32Array(count * outSize);
  for (let at = 0; at < count; at += batchSize) {
    const end = Math.min(at + batchSize, count);
    const part = rows.subarray(at * rowSize, end * rowSize) as T;
    const whole = part.length === batchSize * rowSize ? part : filledUp(part, batchSize * rowSize);
    out.set((await one(whole)).subarray(0, (end - at) * outSize), at * outSize);
  }
  return out;
}

function filledUp<T extends Uint8Array | Float32Array>(part: T, length: number): T {
  const whole = part instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
  whole.set(part);
  return whole as T;
}

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const DIGIT_SHAPE = { height: 28, width: 28, channels: 1 } as const;

// The first 0, the first 1 and so on of MNIST's test images, as an IDX file: 16 bytes of header, then pixels.
const file = new URL('../examples/ten-digits-idx3-ubyte.gz', import.meta.url);
const pixels = new Uint8Array(gunzipSync(readFileSync(file))).subarray(16);

/** A real MNIST picture of the digit 0 to 9. */
export function digit(which: number): Uint8Array {
  return pixels.subarray(which * 784, (which + 1) * 784);
}

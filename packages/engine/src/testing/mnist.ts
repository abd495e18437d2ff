import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { directory } from '@hourglass/data-mnist';

export interface Digits {
  /** count x 28 x 28 bytes. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  /** count x 10: one-hot, in bytes. */
  readonly classes: Uint8Array;
}

/** Some of MNIST's test pictures, from the one numbered `from`. */
export function digits(from: number, count: number): Digits {
  const read = (name: string) => new Uint8Array(gunzipSync(readFileSync(join(directory, name))));
  // IDX: pictures start at byte 16, labels at byte 8.
  const pixels = read('t10k-images-idx3-ubyte.gz').slice(16 + from * 784, 16 + (from + count) * 784);
  const labels = read('t10k-labels-idx1-ubyte.gz').slice(8 + from, 8 + from + count);
  const classes = new Uint8Array(count * 10);
  labels.forEach((label, i) => {
    classes[i * 10 + label] = 1;
  });
  return { pixels, labels, classes };
}

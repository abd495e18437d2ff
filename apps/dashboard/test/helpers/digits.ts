import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Real test digits of MNIST, straight from the official files: the header is 16 (labels: 8) bytes. */
const files = new URL('../../../../packages/data-mnist/files/', import.meta.url);
const pixels = gunzipSync(readFileSync(new URL('t10k-images-idx3-ubyte.gz', files))).subarray(16);
const labels = gunzipSync(readFileSync(new URL('t10k-labels-idx1-ubyte.gz', files))).subarray(8);

export const shape = [28, 28, 1] as const;
const size = 28 * 28;

export function labelOf(id: number): number {
  return labels[id]!;
}

export function pictureOf(id: number): Uint8Array {
  return pixels.subarray(id * size, (id + 1) * size);
}

/** The first `count` digits with a label from `from` on. */
export function idsOf(label: number, from: number, count: number): number[] {
  const ids: number[] = [];
  for (let id = from; ids.length < count; id++) if (labels[id] === label) ids.push(id);
  return ids;
}

/** What a net of a given quality (0..1) would make of a picture: blurred, and with some noise. */
export function reconstructionOf(id: number, quality: number): Uint8Array {
  const source = pictureOf(id);
  const result = new Uint8Array(size);
  let seed = id + 1;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (const step of [-29, -28, -27, -1, 0, 1, 27, 28, 29]) sum += source[i + step] ?? 0;
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    const noise = ((seed / 0x7fffffff) * 2 - 0.6) * 60;
    result[i] = Math.max(0, Math.min(255, quality * source[i]! + (1 - quality) * (sum / 9 + noise)));
  }
  return result;
}

export function base64(pictures: readonly Uint8Array[]): string {
  return Buffer.concat(pictures).toString('base64');
}

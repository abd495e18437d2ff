import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const mnist = new URL('../../../../packages/data-mnist/files/', import.meta.url);

/** Writes the first pictures of MNIST as a data folder: 800 to train with, 200 to test with. */
export function writeSmallMnist(folder: string): string {
  mkdirSync(folder);
  for (const name of readdirSync(mnist)) {
    const count = name.startsWith('train') ? 800 : 200;
    const [header, row] = name.includes('images') ? [16, 28 * 28] : [8, 1];
    const bytes = gunzipSync(readFileSync(new URL(name, mnist))).subarray(0, header + count * row);
    bytes.writeUInt32BE(count, 4);
    writeFileSync(join(folder, name.replace(/\.gz$/, '')), bytes);
  }
  return folder;
}

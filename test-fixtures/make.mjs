/** Writes the fixtures again: `node make.mjs`. The bytes are kept in git, so this runs only when they should change. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

const official = new URL('../packages/data-mnist/files/', import.meta.url);
const count = 10;
const squeeze = (bytes) => gzipSync(bytes, { level: 9 });

/** The first ten items of an IDX file: the header says ten, the rest of it stays. */
function firstTen(name, headerBytes, bytesPerItem) {
  const bytes = gunzipSync(readFileSync(new URL(name, official)));
  const part = Buffer.from(bytes.subarray(0, headerBytes + count * bytesPerItem));
  part.writeUInt32BE(count, 4);
  return squeeze(part);
}

for (const folder of ['mnist-10', 'mnist-truncated']) {
  const target = new URL(`${folder}/`, import.meta.url);
  mkdirSync(target, { recursive: true });
  for (const split of ['train', 't10k']) {
    const images = firstTen(`${split}-images-idx3-ubyte.gz`, 16, 28 * 28);
    const cut = folder === 'mnist-truncated' && split === 'train';
    writeFileSync(
      new URL(`${split}-images-idx3-ubyte.gz`, target),
      cut ? images.subarray(0, images.length >> 1) : images,
    );
    writeFileSync(
      new URL(`${split}-labels-idx1-ubyte.gz`, target),
      firstTen(`${split}-labels-idx1-ubyte.gz`, 8, 1),
    );
  }
}

const hostile = new URL('hostile/', import.meta.url);
mkdirSync(hostile, { recursive: true });
writeFileSync(new URL('zeros-48-mib.gz', hostile), squeeze(Buffer.alloc(48 * 2 ** 20)));

const claim = Buffer.alloc(16);
claim.writeUInt32BE(0x0803, 0);
[2 ** 20, 2 ** 10, 2 ** 10].forEach((size, i) => {
  claim.writeUInt32BE(size, 4 + 4 * i);
});
writeFileSync(new URL('claims-2-to-the-40.idx', hostile), claim);

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDataset } from './load.ts';

// Debian's package dataset-fashion-mnist puts it there.
const places = [
  join(process.env.HOURGLASS_DATA_DIR || '.', 'fashion-mnist'),
  '/usr/share/datasets/fashion-mnist',
];
const dataDir = places.find((place) => existsSync(place));
const title = dataDir
  ? 'Fashion-MNIST'
  : "Fashion-MNIST: skipped, for want of Debian's dataset-fashion-mnist";

test.skipIf(!dataDir)(`${title} has the pictures that another program finds in it`, async () => {
  const { train, test: held, warnings } = await loadDataset('fashion-mnist', { dataDir });
  expect(warnings).toEqual([]);
  expect([train.count, held.count]).toEqual([60_000, 10_000]);
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  // Computed in Python, from the bytes behind the IDX headers.
  expect(digest(train.pixels)).toBe('2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012');
  expect(digest(held.pixels)).toBe('c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a');
  expect(digest(train.labels.fine!.values)).toBe(
    '657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7',
  );
  expect(digest(held.labels.fine!.values)).toBe(
    '3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9',
  );
});

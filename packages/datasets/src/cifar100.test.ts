import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cifar100 } from './catalog/cifar100.ts';
import { type ImageSet, pictureOf } from './image-set.ts';
import { type LoadedDataset, loadDataset } from './load.ts';
import { withoutDefects } from './views/without-defects.ts';

const dataDir = process.env.HOURGLASS_DATA_DIR ?? '';
const here = dataDir !== '' && existsSync(join(dataDir, 'cifar-100-binary.tar.gz'));
const title = here
  ? 'CIFAR-100, the whole'
  : 'CIFAR-100: skipped, for want of its archive in HOURGLASS_DATA_DIR';

function classCounts({ labels }: ImageSet, key: string): Set<number> {
  const { names, values } = labels[key]!;
  const counts = new Array<number>(names.length).fill(0);
  for (const label of values) counts[label]!++;
  return new Set(counts);
}

/**
 * SHA-256 over the sorted SHA-256 of each picture: coarse label, fine label, 32 x 32 x 3 pixels.
 * It depends on no order, so it is the same for the official archive and for one whose records are in another order.
 */
function contentDigest(set: ImageSet): string {
  const { coarse, fine } = set.labels as { [key in 'coarse' | 'fine']: ImageSet['labels'][string] };
  const digests = Array.from({ length: set.count }, (_, row) =>
    createHash('sha256')
      .update(Uint8Array.of(coarse.values[row]!, fine.values[row]!))
      .update(pictureOf(set, row))
      .digest('hex'),
  );
  return createHash('sha256')
    .update(Buffer.from(digests.sort().join(''), 'hex'))
    .digest('hex');
}

describe.skipIf(!here)(title, () => {
  const cacheDir = mkdtempSync(join(tmpdir(), 'hourglass-cifar100-'));
  let whole: LoadedDataset;
  beforeAll(async () => {
    whole = await loadDataset('cifar100', { dataDir, cacheDir });
  });
  afterAll(() => rmSync(cacheDir, { recursive: true }));

  test('has 50,000 and 10,000 pictures, as many of each class', () => {
    expect(whole.train).toMatchObject({
      name: 'cifar100',
      split: 'train',
      shape: [32, 32, 3],
      count: 50_000,
    });
    expect(whole.test).toMatchObject({ split: 'test', count: 10_000 });
    expect(whole.train.pixels.length).toBe(153_600_000);
    expect([classCounts(whole.train, 'fine'), classCounts(whole.test, 'fine')]).toEqual([
      new Set([500]),
      new Set([100]),
    ]);
    expect([classCounts(whole.train, 'coarse'), classCounts(whole.test, 'coarse')]).toEqual([
      new Set([2500]),
      new Set([500]),
    ]);
  });

  test('has the pictures that another program finds in it, image for image', () => {
    // Computed in Python, from the records, by slices of planes.
    expect(contentDigest(whole.train)).toBe(
      'aa1bc93d9654d15b2dc4bbe095bc7cfa4c9290344968570d9c60967eaf7cf8e9',
    );
    expect(contentDigest(whole.test)).toBe(
      'a4bd7245dcfabbcfd63ec0e42c241e0aa10788af9a33e89437d864989141ea3b',
    );
  });

  test('has all test pictures that the catalogue lists as leaks, and their twins in the training split', () => {
    const { defects } = cifar100;
    expect(whole.test.count - withoutDefects(whole.test, defects).count).toBe(defects.length);
    const twins = defects.map(({ kind, twin }) => ({ kind, ...twin! }));
    const names = new Set(twins.map(({ picture }) => picture));
    expect(whole.train.count - withoutDefects(whole.train, twins).count).toBeGreaterThanOrEqual(names.size);
  });

  test('is the same the second time, when it is read unpacked', async () => {
    const again = await loadDataset('cifar100', { dataDir, cacheDir });
    for (const split of ['train', 'test'] as const) {
      expect(Buffer.compare(again[split].pixels, whole[split].pixels)).toBe(0);
    }
  });

  test('holds the bytes of its files and no more', () => {
    expect(whole.train.pixels.buffer.byteLength).toBe(153_700_000);
    expect(whole.test.pixels.buffer.byteLength).toBe(30_740_000);
  });

  test('has the small CIFAR-100 in it', async () => {
    const keysOf = (set: ImageSet) =>
      Array.from({ length: set.count }, (_, row) =>
        createHash('md5').update(pictureOf(set, row)).digest('hex'),
      );
    const mini = await loadDataset('cifar100-mini');
    for (const split of ['train', 'test'] as const) {
      const all = new Set(keysOf(whole[split]));
      expect(keysOf(mini[split]).every((key) => all.has(key))).toBe(true);
    }
  });
});

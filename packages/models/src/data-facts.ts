import { createHash, type Hash } from 'node:crypto';
import type { ImageSet } from '@hourglass/datasets';

/** What a run was trained on, told briefly: enough to see whether it is still the same. */
export interface DataFacts {
  /** The checksum of all pixels, labels and class names, in their order; hexadecimal. */
  readonly sha256: string;
  /** Pictures to train with, and to test with. */
  readonly train: number;
  readonly test: number;
}

/**
 * Sums up the pictures of a run. Where they were read from and in which format does not count. Takes about a
 * tenth of a second for 100 MB.
 *
 * @example
 * dataFactsOf(await loadDataset('mnist')).train // 60000
 */
export function dataFactsOf({
  train,
  test,
}: {
  readonly train: ImageSet;
  readonly test: ImageSet;
}): DataFacts {
  const hash = createHash('sha256');
  for (const images of [train, test]) add(hash, images);
  return { sha256: hash.digest('hex'), train: train.count, test: test.count };
}

/** Lengths come first, so that no two sets give the same bytes. */
function add(hash: Hash, { count, shape, pixels, labels }: ImageSet): void {
  const sets = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  hash.update(JSON.stringify([count, shape, sets.map(([name, { names }]) => [name, names])]));
  hash.update(pixels);
  for (const [, { values }] of sets) hash.update(values);
}

import { createHash } from 'node:crypto';
import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import type { DatasetFacts } from '../result.ts';

export interface BenchData {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly warnings: readonly string[];
  readonly facts: DatasetFacts;
}

/** Loads a set, or the first pictures of each split, with what a result must say of it. */
export async function loadBenchData(
  name: string,
  dataDir: string | undefined,
  counts: { readonly train?: number; readonly test?: number } = {},
): Promise<BenchData> {
  const loaded = await loadDataset(name, { dataDir });
  const train = take(loaded.train, counts.train ?? loaded.train.count);
  const test = take(loaded.test, counts.test ?? loaded.test.count);
  const facts = { name, trainCount: train.count, testCount: test.count, sha256: checksum([train, test]) };
  return { train, test, warnings: loaded.warnings, facts };
}

function checksum(sets: readonly ImageSet[]): string {
  const hash = createHash('sha256');
  for (const { pixels, labels } of sets) {
    hash.update(pixels);
    for (const { values } of Object.values(labels)) hash.update(values);
  }
  return hash.digest('hex');
}

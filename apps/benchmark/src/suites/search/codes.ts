import { createRandom, type ImageSet, movedBy, take } from '@hourglass/datasets';
import { fitPca } from '@hourglass/models';
import type { DatasetFacts } from '../../result.ts';
import { loadBenchData } from '../dataset.ts';
import type { SearchSet } from './sizes.ts';

export interface SearchCodes {
  /** count x size and queries x size, each row of length 1: inner product, cosine and L2 rank alike. */
  readonly items: Float32Array;
  readonly queries: Float32Array;
  readonly facts: DatasetFacts;
  readonly warnings: readonly string[];
}

/** PCA codes of training pictures, and of test pictures to look for. */
export async function searchCodes(
  { source, size, count, queries }: SearchSet,
  dataDir: string | undefined,
): Promise<SearchCodes> {
  const { train, test, facts, warnings } = await loadBenchData(source, dataDir);
  const pca = await fitPca(train, size);
  try {
    const items = new Float32Array(count * size);
    for (let done = 0, copy = 0; done < count; copy++) {
      const pictures = take(copy === 0 ? train : movedCopy(train, copy), Math.min(train.count, count - done));
      items.set(await pca.encode(pictures), done * size);
      done += pictures.count;
    }
    const wanted = await pca.encode(take(test, Math.min(queries, test.count)));
    return { items: ofLengthOne(items, size), queries: ofLengthOne(wanted, size), facts, warnings };
  } finally {
    await pca.dispose();
  }
}

/** Each picture moved by up to so many pixels, by another way in each copy. */
const REACH = 3;

function movedCopy(images: ImageSet, copy: number): ImageSet {
  const random = createRandom(copy);
  const step = () => random.below(2 * REACH + 1) - REACH;
  return movedBy(images, () => [step(), step()]);
}

function ofLengthOne(codes: Float32Array, size: number): Float32Array {
  for (let start = 0; start < codes.length; start += size) {
    const code = codes.subarray(start, start + size);
    const length = Math.hypot(...code) || 1;
    for (let i = 0; i < size; i++) code[i]! /= length;
  }
  return codes;
}

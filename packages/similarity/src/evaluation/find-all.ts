import { rowsOf } from '../codes.ts';
import type { IdsOf, IdType, Neighbours, Searcher } from '../indexes/contract.ts';
import type { LabelledCodes } from './options.ts';

/** Neighbours that are held at once; lists of thousands are searched for and judged a few queries at a time. */
const HELD = 4_000_000;

export interface Part<T extends IdType> {
  readonly neighbours: Neighbours<T>;
  /** Row of the first of these queries. */
  readonly start: number;
  /** Seconds of this search alone. */
  readonly seconds: number;
}

/** The `k` nearest items of all queries, part by part. */
export async function* findAll<T extends IdType>(
  index: Searcher<T>,
  { ids, codes }: LabelledCodes<T>,
  k: number,
  excludeSame: boolean,
): AsyncGenerator<Part<T>> {
  // The first run is slow: ONNX Runtime is loaded and takes memory for a whole batch.
  await index.search(rowsOf(codes, 0, 512), Math.min(k, index.count));
  const rows = Math.max(1, Math.floor(HELD / k));
  for (let start = 0; start < codes.count; start += rows) {
    const part = rowsOf(codes, start, start + rows);
    const own = ids.slice(start, start + part.count) as IdsOf<T>;
    const began = performance.now();
    const neighbours = await index.search(part, k, excludeSame ? { exclude: own } : {});
    yield { neighbours, start, seconds: (performance.now() - began) / 1000 };
  }
}

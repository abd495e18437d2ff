import { type Codes, checkInteger, checkOnePerRow, rowsOf } from '../codes.ts';
import type { Index, Neighbours } from '../indexes/contract.ts';
import { createExactIndex } from '../indexes/exact/exact-index.ts';
import type { MeasureName } from '../measures/measures.ts';
import { knnAccuracy } from './knn-accuracy.ts';
import { labelsById } from './labels.ts';
import { precisionAtK } from './precision-at-k.ts';

export interface LabelledCodes {
  readonly ids: Uint32Array;
  readonly codes: Codes;
  /** One a row. */
  readonly labels: Uint8Array;
}

export interface EvaluateOptions {
  readonly items: LabelledCodes;
  readonly queries: LabelledCodes;
  readonly measure: MeasureName;
  /** Neighbours that vote in kNN. */
  readonly k: number;
  /**
   * `same-id`: a query never finds the item with its own id. For queries that are among the items.
   * `none` (default): for queries from another split, whose ids count anew.
   */
  readonly exclude?: 'same-id' | 'none';
  /** Threads that the search may use. Default: all cores. */
  readonly threads?: number;
}

export interface Evaluation {
  readonly measure: MeasureName;
  /** 0 to 1. */
  readonly precisionAt10: number;
  /** `accuracy` is 0 to 1. */
  readonly knn: { readonly k: number; readonly accuracy: number };
  /** Of one exact search for max(10, k) neighbours, after a warm-up; filling the index is not counted. */
  readonly queriesPerSecond: number;
}

/**
 * What codes are worth for search: are a query's neighbours of its kind?
 *
 * @throws {SimilarityError} as `Index.add` and `Index.search` do: there must be max(10, k) items to find.
 */
export async function evaluateCodes(options: EvaluateOptions): Promise<Evaluation> {
  const { items, queries, measure, k, exclude = 'none', threads } = options;
  const itemLabels = labelsById(items.ids, items.labels);
  checkOnePerRow('queries.ids', queries.ids, queries.codes.count);
  checkInteger('queries.codes.count', queries.codes.count, 1);
  checkInteger('k', k, 1);

  const size = items.codes.size;
  const index = await createExactIndex({ measure, size, ...(threads === undefined ? {} : { threads }) });
  try {
    await index.add(items.ids, items.codes);
    const { neighbours, seconds } = await timedSearch(index, queries, Math.max(10, k), exclude);
    const judged = { neighbours, itemLabels, queryLabels: queries.labels };
    return {
      measure,
      precisionAt10: precisionAtK(judged, 10),
      knn: { k, accuracy: knnAccuracy(judged, k) },
      queriesPerSecond: neighbours.count / seconds,
    };
  } finally {
    await index.close();
  }
}

async function timedSearch(
  index: Index,
  { ids, codes }: LabelledCodes,
  k: number,
  exclude: 'same-id' | 'none',
): Promise<{ neighbours: Neighbours; seconds: number }> {
  // The first run is slow: ONNX Runtime takes memory for a whole batch.
  await index.search(rowsOf(codes, 0, 512), Math.min(k, index.count));
  const start = performance.now();
  const neighbours = await index.search(codes, k, exclude === 'same-id' ? { exclude: ids } : {});
  return { neighbours, seconds: (performance.now() - start) / 1000 };
}

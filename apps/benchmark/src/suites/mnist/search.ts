import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import { evaluateCodes, measures } from '@hourglass/similarity';
import { labelledCodes } from '../labelled-codes.ts';
import { type SearchFigures, searchMeasures } from './row.ts';

/** Training pictures that are found, and test pictures that are looked for. */
export interface Shelf {
  readonly items: ImageSet;
  readonly queries: ImageSet;
}

const k = 10;

/** Judges an encoder's codes by every measure that can compare them. */
export async function searchByCodes(encoder: Encoder, shelf: Shelf): Promise<SearchFigures[]> {
  const items = await labelledCodes(encoder, shelf.items);
  const queries = await labelledCodes(encoder, shelf.queries);
  const found: SearchFigures[] = [];
  for (const measure of searchMeasures) {
    const { min, max } = measures[measure].range;
    if (![items, queries].every(({ codes }) => within(codes.data, min, max))) continue;
    // The two are of different splits, so no query is among the items.
    const { scores, queriesPerSecond } = await evaluateCodes({ items, queries, measure, k });
    const counts = { items: items.codes.count, queries: queries.codes.count };
    const precisionAt10 = scores['precision-at-k'];
    const knn = { k, accuracy: scores['knn-accuracy'] };
    found.push({ measure, ...counts, precisionAt10, knn, queriesPerSecond });
  }
  return found;
}

function within(values: Float32Array, min: number, max: number): boolean {
  return values.every((value) => value >= min && value <= max);
}

import { checkOnePerRow } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { Neighbours } from '../indexes/contract.ts';

/** The label of each item, by its id. */
export type LabelLookup = ReadonlyMap<number, number>;

/** @throws {SimilarityError} `SHAPE_MISMATCH` unless there is one label an id. */
export function labelsById(ids: Uint32Array, labels: Uint8Array): LabelLookup {
  checkOnePerRow('labels', labels, ids.length);
  return new Map(Array.from(ids, (id, row) => [id, labels[row]!]));
}

/**
 * The labels of the first `k` neighbours of one query, nearest first.
 *
 * @throws {SimilarityError} `LABEL_MISSING` if a neighbour's id has no label.
 */
export function neighbourLabels(
  neighbours: Neighbours,
  query: number,
  k: number,
  itemLabels: LabelLookup,
): number[] {
  const first = query * neighbours.k;
  return Array.from(neighbours.ids.subarray(first, first + k), (id) => {
    const label = itemLabels.get(id);
    if (label !== undefined) return label;
    throw new SimilarityError(
      'LABEL_MISSING',
      `itemLabels: id ${id} has no label; allowed: a label for every neighbour.`,
    );
  });
}

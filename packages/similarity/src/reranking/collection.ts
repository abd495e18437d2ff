import { type Codes, checkCodes, checkInteger } from '../codes.ts';
import { SimilarityError } from '../errors.ts';
import type { IdOf, IdsOf, IdType, Neighbours, Searcher } from '../indexes/contract.ts';
import { checkIds } from '../indexes/local/ids.ts';
import type { Measure } from '../measures/measure.ts';
import { type MeasureName, measureFor } from '../measures/measures.ts';

/** An index with the codes of its items, which no index gives back. */
export interface Collection<T extends IdType = 'number'> {
  readonly index: Searcher<T>;
  /** All items of the index, in any order. */
  readonly ids: IdsOf<T>;
  /** Their codes, a row an id. */
  readonly codes: Codes;
  /** What the index compares by, if its measure is a weighted one. Default: the measure that it names. */
  readonly measure?: Measure<MeasureName>;
}

/** A collection whose answers are ranked anew. */
export interface Reranked<T extends IdType = 'number'> extends Collection<T> {
  /** Frees what the step made. What it stands on stays open. */
  close(): Promise<void>;
}

/** A collection that was checked. */
export interface Checked<T extends IdType> extends Required<Collection<T>> {
  /** The rows of the codes of what was found: count x k, as the ids are. */
  rowsOf(found: Neighbours<T>): Uint32Array;
}

/**
 * @throws {SimilarityError} `INDEX_EMPTY`; `SHAPE_MISMATCH` unless there is one code an item; `VALUE_INVALID`.
 */
export function checkCollection<T extends IdType>(collection: Collection<T>): Checked<T> {
  const { index, ids, codes } = collection;
  if (index.count === 0)
    throw new SimilarityError('INDEX_EMPTY', 'index is empty; allowed: one with items, to rank them anew.');
  const measure = measureFor(collection.measure ?? index.measure, index.size);
  checkIds('ids', ids, index.idType, index.count);
  checkCodes('codes', codes, measure.range, index.size);
  if (codes.count !== index.count) {
    const message = `codes has ${codes.count} rows; allowed: ${index.count}, one an item of the index.`;
    throw new SimilarityError('SHAPE_MISMATCH', message);
  }
  const rows = new Map(Array.from<IdOf<IdType>, [IdOf<IdType>, number]>(ids, (id, row) => [id, row]));
  const rowOf = (id: IdOf<IdType>): number => {
    const row = rows.get(id);
    if (row !== undefined) return row;
    const message = `ids: ${id} was found and is not among them; allowed: the ids of all items of the index.`;
    throw new SimilarityError('ARGUMENT_INVALID', message);
  };
  return { index, ids, codes, measure, rowsOf: (found) => Uint32Array.from<IdOf<IdType>>(found.ids, rowOf) };
}

/** @throws {SimilarityError} `ARGUMENT_INVALID` unless an item has so many others beside it. */
export function checkNeighbours(neighbours: number, count: number): void {
  if (count < 2) {
    const message = 'index holds 1 item; allowed: 2 or more, so that an item has a neighbour.';
    throw new SimilarityError('ARGUMENT_INVALID', message);
  }
  checkInteger(`neighbours (of ${count - 1} others in the index)`, neighbours, 1, count - 1);
}

/** A searcher that says of itself what the index says, for queries of `size` numbers. */
export function searcherOver<T extends IdType>(
  index: Searcher<T>,
  search: Searcher<T>['search'],
  size = index.size,
): Searcher<T> {
  const { exact, measure, idType } = index;
  return {
    exact,
    measure,
    size,
    idType,
    get count() {
      return index.count;
    },
    search,
  };
}

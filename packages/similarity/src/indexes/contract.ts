import type { Codes } from '../codes.ts';
import type { MeasureName } from '../measures/measures.ts';

/** What items are known by: unsigned 32-bit numbers, or strings. One kind an index. */
export type IdType = 'number' | 'string';
export type IdsOf<T extends IdType> = T extends 'string' ? readonly string[] : Uint32Array;
export type IdOf<T extends IdType> = T extends 'string' ? string : number;

/** What is remembered of an item beside its code: a path, a label. Anything that JSON can hold. */
export type Payload = { readonly [key: string]: unknown };

/** Finds the items nearest to queries. Calls are done one after another, in the order in which they came. */
export interface Index<T extends IdType = 'number'> {
  /** Whether the nearest are found for certain. If not, a few of the true neighbours may be missing. */
  readonly exact: boolean;
  readonly measure: MeasureName;
  /** Numbers in a code. */
  readonly size: number;
  readonly idType: T;
  /** Items in the index. */
  readonly count: number;
  /**
   * Adds items: all of them, or none if it throws. The codes are copied.
   *
   * @param ids one id a row.
   * @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`, `ID_DUPLICATED`, `INDEX_CLOSED`.
   */
  add(ids: IdsOf<T>, codes: Codes, options?: AddOptions): Promise<void>;
  /**
   * Deletes items. Gives back how many there were: an id that the index does not hold is passed over.
   *
   * @throws {SimilarityError} `SHAPE_MISMATCH`, `INDEX_CLOSED`.
   */
  delete(ids: IdsOf<T>): Promise<number>;
  /**
   * The `k` items nearest to each query, nearest first. Of equally near items the one added first comes
   * first, where the index is exact.
   *
   * @param k from 1 to the items that there are to find.
   * @throws {SimilarityError} `ARGUMENT_INVALID` if there are not `k` items to find, `INDEX_EMPTY`,
   * `SHAPE_MISMATCH`, `VALUE_INVALID`, `INDEX_CLOSED`.
   */
  search(queries: Codes, k: number, options?: SearchOptions<T>): Promise<Neighbours<T>>;
  /**
   * What was added with each item; undefined for an item without payload, and for an id that is not there.
   *
   * @throws {SimilarityError} `SHAPE_MISMATCH`, `INDEX_CLOSED`.
   */
  payloads(ids: IdsOf<T>): Promise<(Payload | undefined)[]>;
  /**
   * Writes the index, without what was deleted, as a new folder, from which `openIndex` opens it.
   *
   * @throws {SimilarityError} `STORE_EXISTS` if an index is there, `STORE_UNUSABLE` if it cannot be written.
   */
  save(folder: string): Promise<void>;
  /** Frees memory and files. May be called twice. */
  close(): Promise<void>;
}

export interface AddOptions {
  /** One a row; null or undefined for a row without. */
  readonly payloads?: readonly (Payload | null | undefined)[];
  /** Called as items are taken in, with those of this addition that are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

export interface SearchOptions<T extends IdType = 'number'> {
  /**
   * One id a query, which never appears in that query's answer: a query that is in the index is
   * excluded by its id, never as "the first hit". An id that is not in the index excludes nothing.
   */
  readonly exclude?: IdsOf<T>;
  /** Says which items may be found. Called once for each item, not for each query. */
  readonly filter?: (id: IdOf<T>, payload: Payload | undefined) => boolean;
}

/** The answer to `count` queries, as two `count` x `k` matrices, row-major. */
export interface Neighbours<T extends IdType = 'number'> {
  readonly k: number;
  readonly count: number;
  readonly ids: IdsOf<T>;
  /** In the measure's unit, ascending along each row. */
  readonly distances: Float32Array;
}

/** What answers queries: an index, or a re-ranking over one. */
export interface Searcher<T extends IdType = 'number'>
  extends Pick<Index<T>, 'exact' | 'measure' | 'size' | 'idType' | 'count'> {
  /** As `Index.search`, without a filter. */
  search(queries: Codes, k: number, options?: Pick<SearchOptions<T>, 'exclude'>): Promise<Neighbours<T>>;
}

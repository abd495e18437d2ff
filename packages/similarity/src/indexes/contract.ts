import type { Codes } from '../codes.ts';

/** Finds the items nearest to queries. Items are known by ids of the caller's choice. */
export interface Index {
  /** Numbers in a code. */
  readonly size: number;
  /** Items in the index. */
  readonly count: number;
  /**
   * Adds items: all of them, or none if it throws. The codes are copied.
   *
   * @param ids one id a row.
   * @throws {SimilarityError} `SHAPE_MISMATCH`, `VALUE_INVALID`, `ID_DUPLICATED`, `INDEX_CLOSED`.
   */
  add(ids: Uint32Array, codes: Codes): Promise<void>;
  /**
   * The `k` items nearest to each query, nearest first. Of equally near items the one added first comes first.
   *
   * @param k from 1 to the items that there are to find.
   * @throws {SimilarityError} `ARGUMENT_INVALID` if there are not `k` items to find, `INDEX_EMPTY`,
   * `SHAPE_MISMATCH`, `VALUE_INVALID`, `INDEX_CLOSED`.
   */
  search(queries: Codes, k: number, options?: SearchOptions): Promise<Neighbours>;
  /** Frees the memory. May be called twice. */
  close(): Promise<void>;
}

export interface SearchOptions {
  /**
   * One id a query, which never appears in that query's answer: a query that is in the index is
   * excluded by its id, never as "the first hit". An id that is not in the index excludes nothing.
   */
  readonly exclude?: Uint32Array;
}

/** The answer to `count` queries, as two `count` x `k` matrices, row-major. */
export interface Neighbours {
  readonly k: number;
  readonly count: number;
  readonly ids: Uint32Array;
  /** In the measure's unit, ascending along each row. */
  readonly distances: Float32Array;
}

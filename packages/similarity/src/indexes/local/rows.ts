import type { Prepared } from '../../measures/measure.ts';
import type { AddOptions, IdOf, IdType } from '../contract.ts';
import type { Roster } from './roster.ts';
import type { Shortlist } from './shortlist.ts';

/** Rows that are read together. */
export interface Block {
  /** Position of the first row. */
  readonly start: number;
  readonly rows: number;
  /** The position of each row, ascending, where they do not simply count on from `start`. */
  readonly positions?: Uint32Array;
  /**
   * rows x columns: each item's vector, then its bias. Where there is more than one column after the
   * vector, the bias is their sum. A deleted item has a bias of -Infinity.
   */
  readonly matrix: Float32Array;
  /** One a row, not rounded to float32. */
  readonly bias: Float64Array;
}

export type SomeIds = readonly IdOf<IdType>[] | Uint32Array;

export type FindBlock = (position: number) => Block;

/** Prepared items as a new addition brings them, a piece at a time. */
export type Pieces = Iterable<Piece> | AsyncIterable<Piece>;
export type Piece = Prepared & { readonly count: number };

/** Where the prepared rows of an index are kept, and who they are. */
export interface Rows {
  /** Numbers in a prepared vector. */
  readonly width: number;
  /** Numbers in a row of a block's matrix: the vector and its bias. */
  readonly columns: number;
  /** Sees what other processes have written since. To be awaited before anything else is asked. */
  refresh(): Promise<Roster>;
  /** Adds all, or nothing if it throws. @throws {SimilarityError} `ID_DUPLICATED`. */
  add(ids: SomeIds, pieces: Pieces, options: AddOptions): Promise<void>;
  /** @returns how many there were. */
  delete(ids: SomeIds): Promise<number>;
  /** All rows in the order of their positions, as they are now; without the blocks wholly before `from`. */
  blocks(from?: number): AsyncIterable<Block> | Iterable<Block>;
  /** Reads single rows again. */
  find(candidates: Shortlist): Promise<FindBlock> | FindBlock;
  close(): Promise<void>;
}

/** The row of the block's matrix in which a position is. */
export function rowIn({ start, positions }: Block, position: number): number {
  if (!positions) return position - start;
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { DatasetFile, DatasetRecord } from '../catalog.ts';
import type { ImageSet, Split } from '../image-set.ts';

/** A file of the catalog with its unpacked bytes. */
export interface SourceFile extends DatasetFile {
  /** Where it was read; for messages. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Makes one split of a dataset from that split's files.
 * It trusts nothing in `content`, and its pixels may be a view on it.
 */
export type FormatReader = (record: DatasetRecord, split: Split, files: readonly SourceFile[]) => ImageSet;

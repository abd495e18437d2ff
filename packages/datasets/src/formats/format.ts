import type { DatasetFile, DatasetRecord } from '../catalog/record.ts';
import type { Checksum } from '../checksum.ts';
import type { ImageSet, Split } from '../image-set.ts';

/** A file of the catalog with its unpacked bytes. */
export interface SourceFile extends DatasetFile {
  /** Where it was read; for messages. */
  readonly path: string;
  readonly content: Uint8Array;
  /** The checksum of `content`, by the algorithm of the catalog's checksum; absent if the catalog has none. */
  readonly actual?: Checksum;
}

/**
 * Makes one split of a dataset from that split's files.
 * It trusts nothing in `content`. Its pixels may be a view on it, and it may rewrite it: nobody reads it afterwards.
 */
export type FormatReader = (record: DatasetRecord, split: Split, files: readonly SourceFile[]) => ImageSet;

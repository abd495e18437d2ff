/** What went wrong with data or with a request for it: `code` is stable, `message` is for people. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly code: DatasetErrorCode;
  constructor(code: DatasetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type DatasetErrorCode =
  /** The name is not in the catalog. */
  | 'UNKNOWN_DATASET'
  /** The data folder does not exist, is not a folder, or cannot be read. */
  | 'DATA_DIR_UNUSABLE'
  /** The data folder lacks some or all files of the dataset. */
  | 'FILES_MISSING'
  /** A file is there but cannot be read. */
  | 'FILE_UNREADABLE'
  /** A file, unpacked, is larger than the official one. */
  | 'FILE_TOO_LARGE'
  /** A gzip is truncated, damaged, or followed by other bytes. */
  | 'GZIP_INVALID'
  /** Unpacked bytes do not have the structure of their format. */
  | 'FORMAT_INVALID'
  /** A label names no class of the dataset. */
  | 'LABEL_OUT_OF_RANGE'
  /** There are not as many labels as pictures. */
  | 'COUNT_MISMATCH'
  /** Embedded bytes are not the official ones. */
  | 'CHECKSUM_MISMATCH'
  /** A caller's argument is out of range. */
  | 'INPUT_INVALID';

/** The short reason inside an unknown thrown value, for the end of a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

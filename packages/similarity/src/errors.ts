/** What was wrong with what similarity was given: `code` is stable, `message` is for people. */
export class SimilarityError extends Error {
  override readonly name = 'SimilarityError';
  readonly code: SimilarityErrorCode;
  constructor(code: SimilarityErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export type SimilarityErrorCode =
  | 'SHAPE_MISMATCH'
  | 'VALUE_INVALID'
  | 'ID_DUPLICATED'
  | 'ARGUMENT_INVALID'
  | 'NAME_UNKNOWN'
  | 'LABEL_MISSING'
  | 'INDEX_EMPTY'
  | 'INDEX_CLOSED'
  /** There is no index in that folder, or it is gone. */
  | 'STORE_MISSING'
  | 'STORE_EXISTS'
  /** A file of the store was cut or changed. */
  | 'STORE_DAMAGED'
  /** The store is not what was asked for: another version, size, measure or type of ids. */
  | 'STORE_MISMATCH'
  /** Another process has been writing for too long. */
  | 'STORE_BUSY'
  /** The disk says no: no permission, read-only, no space. */
  | 'STORE_UNUSABLE'
  /** An optional package is not installed. */
  | 'PACKAGE_MISSING';

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
  | 'INDEX_CLOSED';

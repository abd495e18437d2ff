/** What was wrong with a folder, its store, or a question: `code` is stable, `message` is for people. */
export class LibraryError extends Error {
  override readonly name = 'LibraryError';
  readonly code: LibraryErrorCode;
  constructor(code: LibraryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type LibraryErrorCode =
  /** There are no pictures where there should be some: the folder is empty, or its drive is not there. */
  | 'FOLDER_EMPTY'
  /** Most of the pictures that were known are gone. */
  | 'MOSTLY_GONE'
  /** There is no store in that folder. */
  | 'STORE_MISSING'
  /** A file of the store was cut or changed. */
  | 'STORE_DAMAGED'
  /** The store is of another folder, encoder, measure or version. */
  | 'STORE_MISMATCH'
  /** The folder for the store holds something else. */
  | 'STORE_EXISTS'
  /** Another process is at work on the store. */
  | 'STORE_BUSY'
  /** The disk says no: no permission, read-only, no space. */
  | 'STORE_UNUSABLE'
  /** The store holds no pictures. */
  | 'LIBRARY_EMPTY'
  /** The store does not know such a picture. */
  | 'PICTURE_UNKNOWN'
  /** The picture cannot be read. */
  | 'PICTURE_UNREADABLE'
  /** A caller's argument is out of range. */
  | 'ARGUMENT_INVALID';

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
  /** An archive lacks a file, or holds what an archive of pictures has no need of: links, `..`, absolute names. */
  | 'ARCHIVE_INVALID'
  /** Embedded or cached bytes are not the official ones, or a file is that of another dataset. */
  | 'CHECKSUM_MISMATCH'
  /** It would have to be fetched, and that is forbidden. */
  | 'OFFLINE'
  /** No mirror gave the official bytes; what came is kept, and the next try goes on from there. */
  | 'DOWNLOAD_FAILED'
  /** The cache folder cannot be written: full, read-only, or not a folder. */
  | 'CACHE_UNUSABLE'
  /** An optional package that this needs is not installed. */
  | 'DEPENDENCY_MISSING'
  /** A caller's argument is out of range. */
  | 'INPUT_INVALID';

/** What file systems say, in words for people. */
const systemWords: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EBUSY: 'another program holds it',
  EEXIST: 'something of that name is in the way',
  EIO: 'the disk cannot read or write it',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENFILE: 'too many files are open',
  ENOENT: 'no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is no folder',
  ENOTEMPTY: 'the folder is not empty',
  EPERM: 'not permitted',
  EROFS: 'the disk is read-only',
};

/** The short reason inside an unknown thrown value, for the end of a message. */
export function reasonOf(error: unknown): string {
  const { code } = Object(error) as NodeJS.ErrnoException;
  const words = typeof code === 'string' && Object.hasOwn(systemWords, code) ? systemWords[code] : undefined;
  if (words !== undefined) return `${words} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

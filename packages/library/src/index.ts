export { type DuplicateGroup, type Duplicates, findDuplicates } from './duplicates/find-duplicates.ts';
export { findMatches, type Match, type Matches } from './duplicates/find-matches.ts';
export type { DuplicateOptions, DuplicateProgress } from './duplicates/options.ts';
export {
  type PhotoEncoderName,
  type PhotoEncoderOptions,
  photoEncoder,
  photoEncoders,
} from './encoders/photo-encoder.ts';
export { type OpenedEncoder, openEncoder, type PictureEncoder } from './encoders/picture-encoder.ts';
export { LibraryError, type LibraryErrorCode } from './errors.ts';
export { type AgreementMap, agreementMaps } from './explain/agreement-map.ts';
export type { LibraryPicture, PictureName } from './search/library-picture.ts';
export type { Query } from './search/name-query.ts';
export { type Hit, type Library, openLibrary, type SearchOptions } from './search/open-library.ts';
export { storeOf, storesHome } from './store/default-store.ts';
export {
  type IndexFolderOptions,
  type IndexProgress,
  type IndexReport,
  indexFolder,
} from './update/index-folder.ts';

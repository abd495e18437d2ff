// The parts of which `loadImageFolder` is made, for those who keep more of a folder than pixels.
export { reasonOf } from './errors.ts';
export {
  createDecoder,
  type DecodedPicture,
  type Decoder,
  type DecoderOptions,
} from './folder/decode-picture.ts';
export { inParallel } from './folder/in-parallel.ts';
export {
  type ListOptions,
  listPictures,
  type PictureFile,
  type PictureList,
  type UnreadableFile,
} from './folder/list-pictures.ts';
export { shownName } from './folder/shown-name.ts';

export { type AffineOptions, affine } from './augment/affine.ts';
export { type Augmenter, augment, createAugmenter } from './augment/augment.ts';
export type { Augmentation } from './augment/augmentation.ts';
export { type BrightnessOptions, brightness } from './augment/brightness.ts';
export { type CentreOptions, centre } from './augment/centre.ts';
export { type ColourOptions, colour } from './augment/colour.ts';
export { type CropOptions, crop } from './augment/crop.ts';
export { type EraseOptions, erase } from './augment/erase.ts';
export { type FlipDirection, type FlipOptions, flip } from './augment/flip.ts';
export { type NoiseOptions, noise } from './augment/noise.ts';
export { type RotateOptions, rotate } from './augment/rotate.ts';
export { type ShiftOptions, shift } from './augment/shift.ts';
export type { Background } from './background.ts';
export {
  type Batch,
  type BatchOptions,
  type BatchRowsOptions,
  batches,
  batchRows,
  type PixelType,
} from './batches.ts';
export type {
  DatasetDefect,
  DatasetDownload,
  DatasetFile,
  DatasetFormat,
  DatasetOrigin,
  DatasetRecord,
} from './catalog/record.ts';
export { catalog, type DatasetName, datasetNames, describeDataset, isFolderPath } from './catalog.ts';
export { type EpochOptions, epochOrder, SHUFFLE_STREAM } from './epoch-order.ts';
export { DatasetError, type DatasetErrorCode } from './errors.ts';
export { cacheHome } from './fetch/cache-folder.ts';
export type { DownloadProgress, OnProgress } from './fetch/progress.ts';
export type { LocateOptions } from './find/locate.ts';
export type { FolderProgress } from './folder/decode-pictures.ts';
export type { UnreadableFile } from './folder/list-pictures.ts';
export {
  type LoadedFolderSplits,
  type LoadFolderSplitsOptions,
  loadFolderSplits,
} from './folder/load-folder-splits.ts';
export { type LoadedFolder, type LoadFolderOptions, loadImageFolder } from './folder/load-image-folder.ts';
export { type CifarRecords, parseCifarBinary } from './formats/cifar-binary.ts';
export { type IdxArray, parseIdx } from './formats/idx.ts';
export { type NpyArray, type NpyType, parseNpy } from './formats/npy.ts';
export { type NpzFile, openNpz } from './formats/npz.ts';
export { type GotDataset, getDataset } from './get.ts';
export {
  type ImageSet,
  type ImageShape,
  type LabelSet,
  pictureOf,
  pixelsPerImage,
  type Split,
} from './image-set.ts';
export { type LoadedDataset, type LoadOptions, loadDataset } from './load.ts';
export { type LoadArraysOptions, loadArrays } from './load-arrays.ts';
export { isAbsent, loadDatasetOrMini } from './load-or-mini.ts';
export {
  type LoadTrainingDataOptions,
  loadTrainingData,
  type TrainingDataRequest,
} from './load-training-data.ts';
export { createRandom, type Random } from './random.ts';
export { type VerifiedDataset, type VerifiedFile, verifyDataset } from './verify.ts';
export { concat } from './views/concat.ts';
export { type ClassFilter, filterByClass, filterRows } from './views/filter-by-class.ts';
export { moved, movedBy } from './views/moved.ts';
export { select } from './views/select.ts';
export { slice, take } from './views/slice.ts';
export { type SplitOptions, split, splitRows } from './views/split.ts';
export { type StratifiedOptions, stratifiedRows, stratifiedSubset } from './views/stratified-subset.ts';
export { soundRows, withoutDefects } from './views/without-defects.ts';

export {
  type Batch,
  type BatchOptions,
  type BatchRowsOptions,
  batches,
  batchRows,
  type PixelType,
} from './batches.ts';
export {
  catalog,
  type DatasetFile,
  type DatasetFormat,
  type DatasetName,
  type DatasetRecord,
  datasetNames,
  describeDataset,
} from './catalog.ts';
export { type EpochOptions, epochOrder, SHUFFLE_STREAM } from './epoch-order.ts';
export { DatasetError, type DatasetErrorCode } from './errors.ts';
export { type IdxArray, parseIdx } from './formats/idx.ts';
export {
  type ImageSet,
  type ImageShape,
  type LabelSet,
  pictureOf,
  pixelsPerImage,
  type Split,
} from './image-set.ts';
export { type LoadedDataset, type LoadOptions, loadDataset } from './load.ts';
export { createRandom, type Random } from './random.ts';
export { select, slice, take } from './views.ts';

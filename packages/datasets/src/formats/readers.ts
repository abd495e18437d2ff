import type { DatasetFormat } from '../catalog/record.ts';
import { readCifarImages } from './cifar-images.ts';
import type { FormatReader } from './format.ts';
import { readIdxImages } from './idx-images.ts';

/** The reader of each format. A new format is one more row and one file; tsc names the missing one. */
export const readers: Readonly<Record<DatasetFormat, FormatReader>> = {
  idx: readIdxImages,
  'cifar-binary': readCifarImages,
};

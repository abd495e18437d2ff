import type { Background } from './background.ts';
import { isFolderPath } from './catalog.ts';
import { DatasetError } from './errors.ts';
import type { FolderProgress } from './folder/decode-pictures.ts';
import { loadFolderSplits } from './folder/load-folder-splits.ts';
import type { ImageShape } from './image-set.ts';
import type { LoadedDataset, LoadOptions } from './load.ts';
import { loadDatasetOrMini } from './load-or-mini.ts';

/** What is to be trained on, as a config says it. */
export interface TrainingDataRequest {
  /** Name of a set of the catalog, or path of a folder of pictures (see `isFolderPath`). */
  readonly dataset: string;
  /** What a folder's pictures are resized and cropped to. */
  readonly shape?: ImageShape | undefined;
  /** What shows where a folder's picture is transparent. Default black. */
  readonly background?: Background | undefined;
}

export interface LoadTrainingDataOptions extends LoadOptions {
  /** Called while a folder's pictures are read. */
  readonly onPicture?: ((progress: FolderProgress) => void) | undefined;
}

/**
 * Both splits of a set of the catalog (`loadDatasetOrMini`) or of a folder of one's own (`loadFolderSplits`).
 *
 * @example
 * const { train, test, warnings } = await loadTrainingData({ dataset: './photos', shape: [28, 28, 1] });
 *
 * @throws {DatasetError} as the two; `INPUT_INVALID` for a folder without a shape.
 */
export async function loadTrainingData(
  { dataset, shape, background = 'black' }: TrainingDataRequest,
  { onPicture = () => {}, ...options }: LoadTrainingDataOptions = {},
): Promise<LoadedDataset> {
  if (!isFolderPath(dataset)) return loadDatasetOrMini(dataset, options);
  if (shape === undefined) {
    throw new DatasetError('INPUT_INVALID', `The pictures of ${dataset} need a shape to be brought to.`);
  }
  const { signal, cacheDir } = options;
  return loadFolderSplits(dataset, {
    shape,
    background,
    onProgress: onPicture,
    ...(signal && { signal }),
    ...(cacheDir !== undefined && { cacheDir }),
  });
}

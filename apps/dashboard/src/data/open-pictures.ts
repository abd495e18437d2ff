import {
  type Background,
  concat,
  describeDataset,
  type ImageSet,
  type ImageShape,
  isFolderPath,
  loadDataset,
  loadTrainingData,
} from '@hourglass/datasets';
import { placeOf } from './place-of.ts';
import { withDownload } from './with-download.ts';
import { withPictureProgress } from './with-picture-progress.ts';

export interface OpenOptions {
  /** Default: train; of a folder all pictures. */
  readonly split?: 'train' | 'test';
  readonly shape?: ImageShape;
  readonly background?: Background;
  readonly data?: string;
  readonly offline?: boolean;
}

/** Pictures to look at, with what to call them. */
export interface OpenedPictures {
  readonly set: ImageSet;
  readonly title: string;
  readonly warnings: readonly string[];
}

/** A set of the catalog by its name, or a folder by its path; the splits are those that training would take. */
export async function openPictures(name: string, options: OpenOptions): Promise<OpenedPictures> {
  const place = placeOf(name);
  return isFolderPath(place) ? openFolder(place, options) : openSet(place, options);
}

async function openSet(
  name: string,
  { data, offline, split = 'train' }: OpenOptions,
): Promise<OpenedPictures> {
  const { title } = describeDataset(name);
  const loaded = await withDownload(name, (rest) => loadDataset(name, { ...rest, dataDir: data, offline }));
  return { set: loaded[split], title: `${title}, ${split}`, warnings: loaded.warnings };
}

async function openFolder(
  path: string,
  { shape = [32, 32, 3], background, split }: OpenOptions,
): Promise<OpenedPictures> {
  const request = { dataset: path, shape, background };
  const loaded = await withPictureProgress(path, (rest) => loadTrainingData(request, rest));
  const { train, test, warnings } = loaded;
  if (split === undefined) return { set: concat([train, test]), title: train.name, warnings };
  return { set: loaded[split], title: `${train.name}, ${split}`, warnings };
}

import {
  type Background,
  type DatasetName,
  datasetNames,
  describeDataset,
  type ImageShape,
  isBackground,
  isFolderPath,
} from '@hourglass/datasets/catalog';
import { z } from 'zod';
import { ConfigError } from '../errors.ts';

const known: readonly string[] = datasetNames();

/** What pictures a run is trained on. */
export const dataOptions = {
  /** Name of a set of the catalog, or path of a folder of pictures: a name with a slash in it. */
  dataset: z.string().refine((name) => known.includes(name) || isFolderPath(name), {
    error: `one of ${known.join(', ')}, or the path of a folder of pictures, with a slash in it, such as ./photos.`,
  }),
  /** Height, width and channels (1, 3 or 4) that a folder's pictures are brought to. Only for a folder. */
  shape: z
    .custom<ImageShape>(isShape, 'height, width and channels (1, 3 or 4), such as [28, 28, 1].')
    .optional(),
  /** What shows where a folder's pictures are transparent, with 1 or 3 channels. Default: black. */
  background: z.custom<Background>(isBackground, 'black, white, or a colour such as #ff8800.').optional(),
};

function isShape(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [height, width, channels] = value;
  const isSide = (side: unknown) => Number.isInteger(side) && Number(side) >= 1 && Number(side) <= 16_384;
  return isSide(height) && isSide(width) && [1, 3, 4].includes(channels);
}

/** The part of a config that says what it is trained on. */
export interface DataConfig {
  readonly dataset: string;
  readonly shape?: ImageShape | undefined;
  readonly background?: Background | undefined;
}

/**
 * The shape of the pictures that a config asks for.
 * @throws {ConfigError} for a folder without a shape, and for a set of the catalog with another one.
 */
export function pictureShapeOf({ dataset, shape, background }: DataConfig): ImageShape {
  if (isFolderPath(dataset)) {
    if (shape) return shape;
    throw new ConfigError(`config 'shape': the pictures of a folder need one, such as [28, 28, 1].`);
  }
  const own = describeDataset(dataset).shape;
  const key = shape ? 'shape' : 'background';
  if (!shape && background === undefined) return own;
  throw new ConfigError(
    `config '${key}': it is for folders of pictures only; those of ${dataset} are ${own.join(' x ')} as they are.`,
  );
}

/** A folder's pictures are brought to the shape of the preset's own, unless another is stated. */
export function withShape<C extends Partial<DataConfig>>(config: C, presets: DatasetName): C {
  if (config.shape || !config.dataset || !isFolderPath(config.dataset)) return config;
  return { ...config, shape: describeDataset(presets).shape };
}

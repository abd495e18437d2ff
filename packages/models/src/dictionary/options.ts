import { totalmem } from 'node:os';
import type { Augmentation, ImageSet } from '@hourglass/datasets';
import { ConfigError } from '../errors.ts';
import { featureCount, type PatchOptions, placesAlong } from './patch-dictionary.ts';

/** What a fit is busy with, in this order; `done` of `of` dictionaries or pictures. */
export interface FitProgress {
  readonly phase: 'dictionaries' | 'pictures' | 'views' | 'projection';
  readonly done: number;
  readonly of: number;
}

export interface DictionaryOptions {
  /** Numbers a picture. */
  readonly codeSize: number;
  /** One dictionary each. Several sizes of patches see more than one of as many patches. */
  readonly patches: readonly PatchOptions[];
  /**
   * Added to the variance of a patch before it is divided by its spread, pixels in 0..1: below it, what a patch
   * shows is taken for noise.
   */
  readonly contrastFloor: number;
  /** What may happen to a picture without its meaning being another. */
  readonly views: readonly Augmentation[];
  /** Whether each picture is moved first, so that the centre of its mass is in the middle. Default false. */
  readonly centre?: boolean;
  /** Altered copies of a picture. Default 4. */
  readonly viewsPerPicture?: number;
  /** Pictures that are altered. Default 6,000, or all. */
  readonly viewedPictures?: number;
  /** Pictures that are compared with each other. Default 20,000, or all. */
  readonly pictures?: number;
  /** Added to the covariance of views, as a share of its mean variance. Default 0.2. */
  readonly ridge?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Ends the fit with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: FitProgress) => void;
}

export type ResolvedOptions = Required<Omit<DictionaryOptions, 'signal' | 'onProgress'>>;

/** @throws {ConfigError} if a dictionary cannot be fitted so to these pictures. */
export function resolveOptions(images: ImageSet, options: DictionaryOptions): ResolvedOptions {
  const { viewsPerPicture = 4, viewedPictures = 6000, pictures = 20_000, ridge = 0.2, seed = 0 } = options;
  const { codeSize, patches, contrastFloor, views, centre = false } = options;
  const [height, width] = images.shape;
  checkInteger('codeSize', codeSize, 1);
  checkInteger('viewsPerPicture', viewsPerPicture, 2);
  checkInteger('viewedPictures', viewedPictures, 1);
  checkInteger('pictures', pictures, 2);
  if (patches.length === 0) throw new ConfigError('patches is empty; a dictionary needs at least one size.');
  for (const one of patches) {
    const { size, count, grid, stride = 1 } = one;
    checkInteger('size of patches', size, 2);
    checkInteger('count of patches', count, 1);
    checkInteger('grid of patches', grid, 1);
    checkInteger('stride of patches', stride, 1);
    const places = placesAlong(Math.min(height, width), one);
    if (places < 1) {
      throw new ConfigError(
        `Pictures of ${height} x ${width} pixels have no patches of ${size} x ${size}. Give smaller patches.`,
      );
    }
    if (grid > places) {
      throw new ConfigError(
        `Patches of ${size} x ${size} have ${places} places along a side of ${Math.min(height, width)} pixels: ` +
          `a grid of ${grid} is too fine. Give at most ${places}.`,
      );
    }
  }
  for (const [name, value] of Object.entries({ contrastFloor, ridge })) {
    if (!(value > 0)) throw new ConfigError(`${name} is ${value}; it must be a number above 0.`);
  }
  if (images.count < 2) {
    throw new ConfigError(
      `'${images.name}' has ${images.count} pictures; a dictionary is fitted to at least 2.`,
    );
  }
  const size = patches.reduce((sum, one) => sum + featureCount(one), 0);
  checkMemory(size);
  if (codeSize > size) {
    throw new ConfigError(
      `${size} features make no code of ${codeSize} numbers. Give more patches, a finer grid, or a smaller code.`,
    );
  }
  return {
    codeSize,
    patches,
    contrastFloor,
    views,
    centre,
    viewsPerPicture,
    ridge,
    seed,
    pictures: Math.min(pictures, images.count),
    viewedPictures: Math.min(viewedPictures, images.count),
  };
}

/** Both covariances, and what is made of them on the way. */
const MATRICES = 6;

/** What cannot be held is refused before anything is fitted. */
function checkMemory(features: number): void {
  const needed = MATRICES * 4 * features ** 2;
  if (needed <= totalmem()) return;
  const gib = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  throw new ConfigError(
    `${features} features need matrices of ${gib(needed)}, and this machine has ${gib(totalmem())}. ` +
      'Give fewer patches or a coarser grid.',
  );
}

function checkInteger(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ConfigError(`${name} is ${value}; it must be a whole number of at least ${least}.`);
}

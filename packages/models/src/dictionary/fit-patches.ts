import { createRandom, type ImageSet } from '@hourglass/datasets';
import type { Products } from '../algebra/products.ts';
import { sphericalKMeans } from '../algebra/spherical-k-means.ts';
import { fitWhitening } from '../algebra/whitening.ts';
import type { PatchDictionary, PatchOptions } from './patch-dictionary.ts';
import { samplePatches } from './sample-patches.ts';

/** Patches that are clustered, by patch of the dictionary and by number of a patch: enough to whiten by. */
const SAMPLE = { perFilter: 500, perNumber: 20 };
const ROUNDS = 8;
/** Added to the variances of whitened patches, so that noise is not blown up. */
const WHITENING_FLOOR = 0.1;
/** The stream of `createRandom` that dictionaries use. */
const PATCH_STREAM = 11;

/**
 * A dictionary of patches: sampled, contrast-normalised, whitened, and clustered by spherical k-means.
 * A. Coates and A. Ng, "Learning Feature Representations with K-means", 2012.
 *
 * @throws {ConfigError} if nearly all of the pictures are flat.
 */
export async function fitPatches(
  images: ImageSet,
  options: PatchOptions,
  contrastFloor: number,
  products: Products,
  seed: number,
): Promise<PatchDictionary> {
  const { size, count, stride = 1, luminance = false } = options;
  const random = createRandom(seed, PATCH_STREAM, 2 * size + (luminance ? 1 : 0));
  const numbers = (luminance ? 1 : images.shape[2]) * size * size;
  const sample = Math.max(SAMPLE.perFilter * count, SAMPLE.perNumber * numbers);
  const patches = samplePatches(images, { sample, size, luminance, contrastFloor }, random);
  const { columns } = patches;
  const { mean, matrix } = await fitWhitening(patches, WHITENING_FLOOR);
  const centred = patches.data.map((value, i) => value - mean[i % columns]!);
  const white = await products.times({ ...patches, data: centred }, matrix);
  const centres = await sphericalKMeans(white, count, ROUNDS, products, random);
  // A filter sees the patch as it was before whitening.
  const { data: filters } = await products.times(centres, matrix);
  const offsets = new Float32Array(count);
  for (let k = 0; k < count; k++) {
    const filter = filters.subarray(k * columns, (k + 1) * columns);
    let [sum, offset] = [0, 0];
    for (let i = 0; i < columns; i++) {
      sum += filter[i]!;
      offset += filter[i]! * mean[i]!;
    }
    offsets[k] = offset;
    for (let i = 0; i < columns; i++) filter[i]! -= sum / columns;
  }
  return { ...options, stride, luminance, filters, offsets };
}

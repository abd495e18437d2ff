import { epochOrder, type ImageSet, select, slice } from '@hourglass/datasets';
import { createSession } from '@hourglass/engine/graph';
import { type Covariance, createMoments } from '../algebra/moments.ts';
import { createProducts, type Products } from '../algebra/products.ts';
import { augmentationLda } from './augmentation-lda.ts';
import { createDictionaryEncoder, type DictionaryEncoder, runOnBytes } from './dictionary-encoder.ts';
import { encoderGraph, type Features, featureGraph, featuresSize } from './dictionary-graph.ts';
import { fitPatches } from './fit-patches.ts';
import { type DictionaryOptions, type FitProgress, type ResolvedOptions, resolveOptions } from './options.ts';
import type { PatchDictionary } from './patch-dictionary.ts';
import { subtractMeanOfViews, viewsOf } from './views-of.ts';

/** Pictures whose features are in memory at a time. */
const BLOCK = 1024;

type Tell = (progress: FitProgress) => void;

/**
 * Fits an encoder that finds pictures of the same meaning, without labels and without gradients: dictionaries of
 * patches (Coates and Ng, 2012) say what is where in a picture, and linear discriminant analysis keeps of that
 * what `views` of one picture share and pictures differ in. Memory is that of a few matrices of features x
 * features, whatever the number of pictures.
 *
 * @example
 * const encoder = await fitDictionary(train, { ...dictionaryRecipes.digits, codeSize: 64 });
 * const codes = await encoder.encode(test); // compare them by cosine
 *
 * @throws {ConfigError} if the options do not fit the pictures, or the pictures are nearly all flat.
 */
export async function fitDictionary(
  images: ImageSet,
  options: DictionaryOptions,
): Promise<DictionaryEncoder> {
  const resolved = resolveOptions(images, options);
  const { contrastFloor, centre, codeSize, ridge } = resolved;
  const tell: Tell = (progress) => {
    options.signal?.throwIfAborted();
    options.onProgress?.(progress);
  };
  const products = await createProducts();
  try {
    const dictionaries = await fitAllPatches(images, resolved, products, tell);
    const features: Features = { shape: images.shape, dictionaries, contrastFloor, centre };
    const { total, within } = await scatter(images, features, resolved, tell);
    tell({ phase: 'projection', done: 0, of: 1 });
    const projection = await augmentationLda(total, within, codeSize, ridge, products);
    return await createDictionaryEncoder(encoderGraph(features, projection), images.shape, codeSize);
  } finally {
    await products.close();
  }
}

async function fitAllPatches(
  images: ImageSet,
  { patches, contrastFloor, seed }: ResolvedOptions,
  products: Products,
  tell: Tell,
): Promise<PatchDictionary[]> {
  const dictionaries: PatchDictionary[] = [];
  for (const one of patches) {
    tell({ phase: 'dictionaries', done: dictionaries.length, of: patches.length });
    dictionaries.push(await fitPatches(images, one, contrastFloor, products, seed));
  }
  return dictionaries;
}

/** How the features of pictures differ from each other, and how those of the views of one picture do. */
async function scatter(images: ImageSet, features: Features, options: ResolvedOptions, tell: Tell) {
  const { pictures, viewedPictures, viewsPerPicture, views, seed } = options;
  const size = featuresSize(features);
  const session = await createSession(featureGraph(features));
  const featuresOf = (set: ImageSet) => runOnBytes(session, set, size);
  const rows = epochOrder(images.count, { seed });
  try {
    const among = select(images, rows.subarray(0, pictures));
    const total = await covarianceOf(among, BLOCK, size, 'pictures', tell, featuresOf);
    const viewed = select(images, rows.subarray(0, viewedPictures));
    const perBlock = Math.ceil(BLOCK / viewsPerPicture);
    const within = await covarianceOf(viewed, perBlock, size, 'views', tell, async (set) => {
      const altered = await featuresOf(viewsOf(set, views, viewsPerPicture, seed));
      subtractMeanOfViews(altered, size, viewsPerPicture);
      return altered;
    });
    return { total, within };
  } finally {
    await session.close();
  }
}

async function covarianceOf(
  images: ImageSet,
  block: number,
  size: number,
  phase: FitProgress['phase'],
  tell: Tell,
  rowsOf: (images: ImageSet) => Promise<Float32Array>,
): Promise<Covariance> {
  const moments = await createMoments(size);
  try {
    for (let at = 0; at < images.count; at += block) {
      tell({ phase, done: at, of: images.count });
      await moments.add(await rowsOf(slice(images, at, Math.min(at + block, images.count))));
    }
    return moments.covariance();
  } finally {
    await moments.close();
  }
}

import type { ImageSet } from '@hourglass/datasets';
import {
  createRawEncoder,
  type DictionaryOptions,
  dictionaryRecipes,
  type Encoder,
  fitDictionary,
  fitPca,
  type PatchOptions,
} from '@hourglass/models';
import type { MeasureName } from '@hourglass/similarity';
import type { MeaningSet, MeaningSizes } from './sizes.ts';

export interface MeaningContender {
  readonly name: string;
  /** Codes are compared by each, a row a measure. */
  readonly measures: readonly MeasureName[];
  /** One fit a seed. */
  readonly seeds: readonly number[];
  /** All that the fit depends on beside pictures and seed. */
  readonly settings: unknown;
  fit(train: ImageSet, seed: number): Promise<Encoder & Disposable>;
}

interface Disposable {
  dispose?(): Promise<void>;
}

const once = [0];

/** Baselines first. What is fitted sees training pictures only, and no labels. */
export function contendersOf(set: MeaningSet, sizes: MeaningSizes): MeaningContender[] {
  return [
    {
      name: 'raw',
      measures: ['bce', 'cosine', 'l2'],
      seeds: once,
      settings: {},
      fit: async (train) => createRawEncoder(train.shape),
    },
    {
      name: 'pca-64',
      measures: ['cosine'],
      seeds: once,
      settings: {},
      fit: (train) => fitPca(train, 64),
    },
    ...(set === 'cifar100' ? photographs(sizes) : [digits(sizes)]),
  ];
}

function digits(sizes: MeaningSizes): MeaningContender {
  return dictionary('dictionary-64', { ...dictionaryRecipes.digits, codeSize: 64 }, sizes);
}

function photographs(sizes: MeaningSizes): MeaningContender[] {
  const recipe = dictionaryRecipes.photos;
  const manySizes: PatchOptions[] = [
    { size: 4, count: 160, grid: 2 },
    { size: 6, count: 200, grid: 3 },
    { size: 8, count: 200, grid: 2 },
    { size: 12, count: 160, grid: 2 },
  ];
  return [
    dictionary('dictionary-64', { ...recipe, codeSize: 64 }, sizes),
    dictionary('dictionary-512', { ...recipe, codeSize: 512 }, sizes),
    dictionary('dictionaries-512', { ...recipe, patches: manySizes, codeSize: 512 }, sizes),
  ];
}

function dictionary(name: string, recipe: DictionaryOptions, sizes: MeaningSizes): MeaningContender {
  const patches = recipe.patches.map((one) => ({ ...one, count: sizes.patchCount ?? one.count }));
  const options = { ...recipe, patches, ...sizes.fit };
  const views = recipe.views.map((view) => view.name);
  return {
    name,
    measures: ['cosine'],
    seeds: sizes.seeds,
    settings: { ...options, views },
    fit: (train, seed) => fitDictionary(train, { ...options, seed }),
  };
}

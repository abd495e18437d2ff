import type { RerankingName } from '@hourglass/similarity';
import type { Mode } from '../../result.ts';
import type { DictionarySizes } from '../encoders/dictionary.ts';
import type { MeaningNetSizes } from '../encoders/meaning-net.ts';
import { type ReconstructSet, type ReconstructSizes, sizes as reconstruct } from '../reconstruct/sizes.ts';

export type SimilarSet = ReconstructSet;

/** The pictures and nets of `reconstruct`: what is told there of a code's reconstructions is told here of its neighbours. */
export interface SimilarSizes
  extends DictionarySizes,
    MeaningNetSizes,
    Pick<ReconstructSizes, 'dataset' | 'train' | 'test' | 'contenders'> {
  readonly pcaSizes: readonly number[];
  /** Queries by which MAP@R is measured: its lists are as long as a class. */
  readonly mapQueries: number;
}

/** All steps, on the rows of these codes. */
export const reranked: Readonly<Record<SimilarSet, readonly string[]>> = {
  mnist: ['pca-64 cosine', 'mnist-64 cosine', 'dictionary-64 cosine'],
  cifar100: ['pca-64 cosine', 'cifar100-512 cosine', 'dictionary-512 cosine'],
};

export const steps: readonly RerankingName[] = ['average-items', 'expand-queries', 'k-reciprocal'];

const small: Readonly<Record<Mode, Omit<SimilarSizes, 'dataset' | 'train' | 'test' | 'contenders'>>> = {
  tiny: {
    pcaSizes: [16, 64],
    mapQueries: 20,
    meaningEpochs: 1,
    fit: { pictures: 300, viewedPictures: 100 },
    patchCount: 32,
  },
  quick: {
    pcaSizes: [64, 512],
    mapQueries: 200,
    meaningEpochs: 4,
    fit: { pictures: 2000, viewedPictures: 1000 },
    patchCount: 64,
  },
  full: { pcaSizes: [64, 512], mapQueries: 1000 },
};

/** `linear` nets are PCA by another way: their neighbours are the same. */
const isOurs = ({ name }: { readonly name: string }) => !name.includes('linear');

export function sizesOf(set: SimilarSet, mode: Mode): SimilarSizes {
  const { dataset, train, test, contenders } = reconstruct[set][mode];
  const queries = set === 'cifar100' && mode === 'full' ? 2000 : test;
  return {
    dataset,
    ...(train === undefined ? {} : { train }),
    ...(queries === undefined ? {} : { test: queries }),
    contenders: contenders.filter(isOurs),
    ...small[mode],
  };
}

import { dictionaryRecipes } from '@hourglass/models';
import { pca, raw, rawCentre } from '../encoders/baselines.ts';
import type { EncoderContender } from '../encoders/contender.ts';
import { dictionary } from '../encoders/dictionary.ts';
import { meaningNet } from '../encoders/meaning-net.ts';
import { net } from '../encoders/net.ts';
import type { SimilarSet, SimilarSizes } from './sizes.ts';

/** From what the study compared with to what finds most. */
export function contendersOf(set: SimilarSet, sizes: SimilarSizes): EncoderContender[] {
  return [
    raw,
    ...(set === 'cifar100' ? [rawCentre] : []),
    ...sizes.pcaSizes.map((codeSize) => pca(codeSize, ['cosine', 'l2'])),
    ...sizes.contenders.map(({ name, config }) => net(name, config)),
    ...(set === 'mnist'
      ? [meaningNet(sizes), dictionary('dictionary-64', { ...dictionaryRecipes.digits, codeSize: 64 }, sizes)]
      : [dictionary('dictionary-512', { ...dictionaryRecipes.photos, codeSize: 512 }, sizes)]),
  ];
}

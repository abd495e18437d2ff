import { dictionaryRecipes } from '@hourglass/models';
import { pca, raw } from '../encoders/baselines.ts';
import type { EncoderContender } from '../encoders/contender.ts';
import { dictionary } from '../encoders/dictionary.ts';
import { meaningNet } from '../encoders/meaning-net.ts';
import { net } from '../encoders/net.ts';
import type { Cure } from './row.ts';
import type { ShiftSizes } from './sizes.ts';

/** A code with what is done against changes; the last two were taught to be blind to them. */
export interface CuredContender extends EncoderContender {
  readonly cures: readonly (Cure | undefined)[];
}

const all = [undefined, 'centred', 'least'] as const;

export function contendersOf(sizes: ShiftSizes): CuredContender[] {
  const recipe = dictionaryRecipes.digits;
  return [
    { ...raw, measures: ['bce', 'cosine'], cures: all },
    { ...pca(64, ['cosine']), cures: all },
    ...sizes.nets.map((config) => ({ ...net(config.preset!, config), cures: all })),
    { ...meaningNet(sizes), measures: ['cosine'], cures: [undefined] },
    { ...dictionary('dictionary-64', { ...recipe, codeSize: 64 }, sizes), cures: [undefined] },
  ];
}

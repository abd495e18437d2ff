import { type DictionaryOptions, fitDictionary } from '@hourglass/models';
import type { EncoderContender } from './contender.ts';

/** How large a fit is; absent: as large as its recipe says. */
export interface DictionarySizes {
  readonly fit?: { readonly pictures: number; readonly viewedPictures: number };
  /** Patches of each dictionary, where the recipe's are too many for the time. */
  readonly patchCount?: number;
}

export function dictionary(
  name: string,
  recipe: DictionaryOptions,
  { fit, patchCount }: DictionarySizes,
): EncoderContender {
  const patches = recipe.patches.map((one) => ({ ...one, count: patchCount ?? one.count }));
  const options = { ...recipe, patches, ...fit };
  const views = recipe.views.map((view) => view.name);
  return {
    name,
    measures: ['cosine'],
    settings: { ...options, views },
    fit: ({ train }, seed) => fitDictionary(train, { ...options, seed }),
  };
}

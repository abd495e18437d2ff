import { dictionaryRecipes, type PatchOptions } from '@hourglass/models';
import { presets } from '@hourglass/models/names';
import { pca, raw } from '../encoders/baselines.ts';
import { border } from '../encoders/border.ts';
import type { EncoderContender } from '../encoders/contender.ts';
import { dictionary } from '../encoders/dictionary.ts';
import { net } from '../encoders/net.ts';
import type { MeaningSet, MeaningSizes } from './sizes.ts';

/** One fit a seed. */
export type MeaningContender = EncoderContender & { readonly seeds: readonly number[] };

/** Baselines first, which have no seed. */
export function contendersOf(set: MeaningSet, sizes: MeaningSizes): MeaningContender[] {
  const baselines = [raw, ...(set === 'cifar100' ? [border] : []), pca(64, ['cosine'])];
  const taught = set === 'cifar100' ? photographs(sizes) : drawings(sizes);
  return [
    ...baselines.map((contender) => ({ ...contender, seeds: [0] })),
    ...taught.map((contender) => ({ ...contender, seeds: sizes.seeds })),
  ];
}

/** Nothing is tuned to clothes: they are taken for digits. */
function drawings(sizes: MeaningSizes): EncoderContender[] {
  return [
    dictionary('dictionary-64', { ...dictionaryRecipes.digits, codeSize: 64 }, sizes),
    taughtNet('mnist-meaning', sizes),
  ];
}

/** The net of a preset, its teacher as small as the other dictionaries are. */
function taughtNet(preset: string, { patchCount, fit, epochs }: MeaningSizes): EncoderContender {
  const { teacher } = presets[preset]!;
  const patches = teacher!.patches!.map((one) => ({ ...one, count: patchCount ?? one.count }));
  return net(preset, {
    preset,
    ...(epochs === undefined ? {} : { epochs }),
    teacher: { ...teacher!, ...fit, patches },
  });
}

function photographs(sizes: MeaningSizes): EncoderContender[] {
  const recipe = dictionaryRecipes.photos;
  const manySizes: PatchOptions[] = [
    { size: 4, count: 160, grid: 2 },
    { size: 6, count: 200, grid: 3 },
    { size: 8, count: 200, grid: 2 },
    { size: 12, count: 160, grid: 2 },
    { size: 6, count: 160, grid: 3, luminance: true },
  ];
  return [
    dictionary('dictionary-64', { ...recipe, codeSize: 64 }, sizes),
    dictionary('dictionary-512', { ...recipe, codeSize: 512 }, sizes),
    dictionary('dictionaries-512', { ...recipe, patches: manySizes, codeSize: 512 }, sizes),
    ...(sizes.nets === false ? [] : [taughtNet('cifar100-meaning', sizes)]),
  ];
}

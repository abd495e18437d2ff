import { ConfigError } from '../errors.ts';
import { cifar100 } from './cifar100-512.ts';
import { cifar100Shallow } from './cifar100-512-shallow.ts';
import { cifar100Meaning } from './cifar100-meaning.ts';
import { mnist64 } from './mnist-64.ts';
import { mnist64Denoising } from './mnist-64-denoising.ts';
import { mnist64Linear } from './mnist-64-linear.ts';
import { mnist64Shallow } from './mnist-64-shallow.ts';
import { mnist64Sparse } from './mnist-64-sparse.ts';
import { mnistMeaning } from './mnist-meaning.ts';
import { mnistVae } from './mnist-vae.ts';
import type { Preset } from './preset.ts';
import { studyCifar100 } from './study-cifar100.ts';
import { studyMnist } from './study-mnist.ts';

/** Every preset by name, in the order in which they are listed. */
export const presets: Readonly<Record<string, Preset>> = Object.freeze(
  Object.fromEntries(
    [
      mnistMeaning,
      mnist64,
      mnist64Shallow,
      studyMnist,
      cifar100,
      studyCifar100,
      cifar100Shallow,
      cifar100Meaning,
      mnist64Linear,
      mnist64Denoising,
      mnist64Sparse,
      mnistVae,
    ].map((preset) => [preset.name, preset]),
  ),
);

/** What fills a config that names none: a plain net, any part of which can be another. */
export const defaultPresetName = mnist64.name;

/** What `hourglass` trains when nothing is said: a net that rebuilds digits, and finds them wherever they stand. */
export const firstPresetName = mnistMeaning.name;

/** Names that presets once had, by which old configs and scripts know them, and what they are called now. */
const formerNames = new Map([
  ['seed-mnist', 'study-mnist'],
  ['seed-cifar100', 'study-cifar100'],
]);

/** What a preset is called now. Any other word is given back as it is. */
export function presentPresetName(name: string): string {
  return formerNames.get(name) ?? name;
}

/** @throws {ConfigError} if there is none of that name; the message lists those there are. */
export function presetNamed(name: string): Preset {
  const present = presentPresetName(name);
  const preset = Object.hasOwn(presets, present) ? presets[present] : undefined;
  if (preset) return preset;
  throw new ConfigError(`unknown preset '${name}'. Known presets: ${Object.keys(presets).join(', ')}.`);
}

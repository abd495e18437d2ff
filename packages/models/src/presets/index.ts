import { ConfigError } from '../errors.ts';
import { cifar100 } from './cifar100-512.ts';
import { cifar100Shallow } from './cifar100-512-shallow.ts';
import { mnist64 } from './mnist-64.ts';
import { mnist64Denoising } from './mnist-64-denoising.ts';
import { mnist64Linear } from './mnist-64-linear.ts';
import { mnist64Shallow } from './mnist-64-shallow.ts';
import { mnist64Sparse } from './mnist-64-sparse.ts';
import { mnistVae } from './mnist-vae.ts';
import type { Preset } from './preset.ts';
import { seedCifar100 } from './seed-cifar100.ts';
import { seedMnist } from './seed-mnist.ts';

/** Every preset by name; the first is what `hourglass` trains when nothing is said. */
export const presets: Readonly<Record<string, Preset>> = Object.freeze(
  Object.fromEntries(
    [
      mnist64,
      mnist64Shallow,
      seedMnist,
      cifar100,
      seedCifar100,
      cifar100Shallow,
      mnist64Linear,
      mnist64Denoising,
      mnist64Sparse,
      mnistVae,
    ].map((preset) => [preset.name, preset]),
  ),
);

export const defaultPresetName = mnist64.name;

/** @throws {ConfigError} if there is none of that name; the message lists those there are. */
export function presetNamed(name: string): Preset {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (preset) return preset;
  throw new ConfigError(`unknown preset '${name}'. Known presets: ${Object.keys(presets).join(', ')}.`);
}

import type { Exercise } from './exercises.ts';
import { isDense, type Net } from './layers.ts';

export interface Contender {
  readonly name: string;
  readonly by: 'engine' | 'trainer' | 'tfjs-wasm' | 'jax-js' | 'python';
  /** Why it cannot do any exercise here. */
  readonly obstacle?: string | undefined;
}

/** Those beside the engines. */
export const peers = Object.freeze([
  { name: 'trainer', by: 'trainer' },
  { name: 'trainer-cosine', by: 'trainer' },
  { name: 'torch', by: 'python' },
  { name: 'keras', by: 'python' },
  { name: 'jax-js', by: 'jax-js' },
  { name: 'tfjs-wasm', by: 'tfjs-wasm' },
] satisfies Contender[]);

/** The trainer knows presets only. Encoding is a matter of our engines that compile, and of PyTorch. */
export function takesPart({ name, by }: Contender, { task, preset }: Exercise): boolean {
  if (by === 'trainer' && preset === undefined) return false;
  return task === 'train' || ['native', 'wasm', 'torch'].includes(name);
}

/** Why a contender is left out of an exercise, if it is. */
export function obstacleTo(
  { name, obstacle }: Contender,
  { net: netName }: Exercise,
  net: Net,
): string | undefined {
  if (obstacle !== undefined) return obstacle;
  if (name === 'tfjs' && netName !== '784-64') return 'seconds a step in plain JavaScript';
  if (name === 'tfjs-wasm' && !isDense(net)) return 'its wasm backend has no gradient of a convolution';
  if (name === 'jax-js' && !isDense(net)) return 'dense nets only';
  return undefined;
}

/** Ways of which a peer takes its fastest; each is words that `peers/train.py` knows. */
export function waysOf({ name }: Contender, { task }: Exercise, net: Net, thorough: boolean): string[] {
  if (name === 'keras') return ['jit', 'graph'];
  const layouts = isDense(net) ? ['contiguous'] : ['contiguous', 'channels_last'];
  const optimizers = task === 'encode' ? [''] : thorough ? [' foreach', ' fused'] : [' fused'];
  const compilers = thorough ? ['', ' compiled'] : [''];
  return layouts.flatMap((layout) =>
    optimizers.flatMap((optimizer) => compilers.map((compiler) => `${layout}${optimizer}${compiler}`)),
  );
}

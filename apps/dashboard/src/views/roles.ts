import type { ColorName } from '@hourglass/viz';
import type { Phase } from '../state/run-state.ts';

/** What a colour means, the same in every panel. */
export const roles = {
  code: 'cyan',
  train: 'blue',
  pca: 'orange',
  raw: 'purple',
  right: 'green',
  wrong: 'red',
} as const satisfies Record<string, ColorName>;

/** The colour of an encoder's line, by its name: `code`, `raw`, `pca-64`. */
export function encoderColor(name: string): ColorName {
  if (name === 'code') return roles.code;
  if (name === 'raw') return roles.raw;
  return name.startsWith('pca') ? roles.pca : 'yellow';
}

export const phaseSigns: {
  readonly [P in Phase]: readonly [unicode: string, ascii: string, color: ColorName];
} = {
  starting: ['○', 'o', 'gray'],
  training: ['●', '*', 'green'],
  paused: ['‖', '=', 'yellow'],
  finished: ['✓', '+', 'green'],
  stopped: ['■', '#', 'yellow'],
  failed: ['✗', 'x', 'red'],
  died: ['✗', 'x', 'red'],
};

import type { Mode } from '../../result.ts';

export interface LoadSizes {
  /** Processes of each contender that count. */
  readonly rounds: number;
}

export const sizes: Readonly<Record<Mode, LoadSizes>> = Object.freeze({
  tiny: { rounds: 1 },
  quick: { rounds: 3 },
  full: { rounds: 11 },
});

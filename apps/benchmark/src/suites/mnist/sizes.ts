import type { Mode } from '../../result.ts';

export interface MnistSizes {
  /** Absent: as many as the preset says. */
  readonly epochs?: number;
  /** Training pictures; absent: all. */
  readonly train?: number;
  readonly test?: number;
  /** Pictures that are searched among, and for. */
  readonly items?: number;
  readonly queries?: number;
  readonly encodeTries: number;
}

export const sizes: Readonly<Record<Mode, MnistSizes>> = Object.freeze({
  tiny: { epochs: 1, train: 1280, test: 100, items: 500, queries: 50, encodeTries: 1 },
  quick: { epochs: 5, items: 10_000, queries: 1000, encodeTries: 5 },
  full: { encodeTries: 9 },
});

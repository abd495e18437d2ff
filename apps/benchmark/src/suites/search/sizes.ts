import { availableParallelism } from 'node:os';
import type { Mode } from '../../result.ts';

/** Codes that are searched. */
export interface SearchSet {
  /** What `--only` calls it. */
  readonly name: string;
  readonly source: 'mnist' | 'cifar100' | 'cifar100-mini';
  /** Numbers in a code: so many components of PCA. */
  readonly size: number;
  /** Items; more than there are pictures: copies of them too, each moved by some pixels. */
  readonly count: number;
  readonly queries: number;
  /** A process each. */
  readonly threads: readonly number[];
  /** Candidates of graphs; one build each. */
  readonly efs: readonly number[];
}

export interface SearchSizes {
  readonly sets: readonly SearchSet[];
  readonly rounds: number;
  readonly roundSeconds: number;
}

const cores = [...new Set([1, availableParallelism()])];

export const sizes: Readonly<Record<Mode, SearchSizes>> = Object.freeze({
  tiny: {
    sets: [{ name: '2k', source: 'mnist', size: 16, count: 2000, queries: 50, threads: [1], efs: [32] }],
    rounds: 2,
    roundSeconds: 0.02,
  },
  quick: {
    sets: [
      { name: '60k', source: 'mnist', size: 64, count: 60_000, queries: 1000, threads: [1], efs: [64] },
      { name: '6k', source: 'cifar100-mini', size: 512, count: 6000, queries: 500, threads: [1], efs: [64] },
    ],
    rounds: 5,
    roundSeconds: 0.25,
  },
  full: {
    sets: [
      {
        name: '60k',
        source: 'mnist',
        size: 64,
        count: 60_000,
        queries: 2000,
        threads: cores,
        efs: [16, 64, 256],
      },
      {
        name: '50k',
        source: 'cifar100',
        size: 512,
        count: 50_000,
        queries: 2000,
        threads: [1],
        efs: [16, 64, 256],
      },
      {
        name: '1m',
        source: 'mnist',
        size: 64,
        count: 1_000_000,
        queries: 200,
        threads: cores.slice(-1),
        efs: [64],
      },
    ],
    rounds: 7,
    roundSeconds: 0.5,
  },
});

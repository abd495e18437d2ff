import type { Mode } from '../../result.ts';

export interface TrainSizes {
  /** The most pictures a batch; an exercise may ask for fewer. */
  readonly batchSize: number;
  readonly rounds: number;
  /** About as long is one round of one contender. */
  readonly roundSeconds: number;
  /** Seconds of trial of each way of a peer that has several. */
  readonly trialSeconds: number;
  /** Whether PyTorch tries its other Adam and its compiler too. */
  readonly thorough: boolean;
  /** Contenders that take part if nobody is named; absent: all. */
  readonly contenders?: readonly string[];
}

export const sizes: Readonly<Record<Mode, TrainSizes>> = Object.freeze({
  tiny: { batchSize: 16, rounds: 2, roundSeconds: 0.02, trialSeconds: 0.02, thorough: false },
  quick: {
    batchSize: 128,
    rounds: 3,
    roundSeconds: 0.7,
    trialSeconds: 0.5,
    thorough: false,
    contenders: ['native', 'torch'],
  },
  full: { batchSize: 128, rounds: 5, roundSeconds: 1.5, trialSeconds: 1, thorough: true },
});

import type { Mode } from '../../result.ts';

export interface EngineSizes {
  readonly batchSize: number;
  /** Different batches, taken in turn. */
  readonly batches: number;
  /** Steps after which the losses are compared: enough for a whole call of every contender. */
  readonly checkSteps: number;
  readonly rounds: number;
  /** About as long is one round of one contender. */
  readonly roundSeconds: number;
}

export const sizes: Readonly<Record<Mode, EngineSizes>> = Object.freeze({
  tiny: { batchSize: 8, batches: 4, checkSteps: 32, rounds: 2, roundSeconds: 0.05 },
  quick: { batchSize: 128, batches: 40, checkSteps: 32, rounds: 5, roundSeconds: 0.8 },
  full: { batchSize: 128, batches: 40, checkSteps: 64, rounds: 15, roundSeconds: 2 },
});

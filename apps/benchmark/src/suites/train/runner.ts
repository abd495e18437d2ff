import type { Proof } from './row.ts';
import type { Weight } from './weights.ts';

/** A contender at work: steps through the batches in their order, round and round. */
export interface Runner {
  readonly threads: number;
  readonly way?: string;
  /** Trains or encodes so many batches, or somewhat more. @returns how many, and the seconds of these alone. */
  run(steps: number): Promise<{ readonly steps: number; readonly seconds: number }>;
  /** The first steps; `undefined` from one that starts from weights of its own. */
  prove(steps: number): Promise<Proof | undefined>;
}

/** How many numbers of the codes are compared. */
export const comparedCodes = 64;

/** Mean of the absolute differences, tensor by tensor. */
export function movedBy(initial: readonly Weight[], now: readonly ArrayLike<number>[]): number[] {
  return initial.map(({ values }, i) => {
    const moved = now[i]!;
    return values.reduce((sum, value, j) => sum + Math.abs(moved[j]! - value), 0) / values.length;
  });
}

import type { Proof } from './row.ts';
import type { Weight } from './weights.ts';

/** A contender at work: steps through the batches in their order, round and round. */
export interface Runner {
  readonly threads: number;
  readonly way?: string;
  /** @returns seconds of the steps alone. */
  run(steps: number): Promise<number>;
  /** The first steps. */
  prove(steps: number): Promise<Proof>;
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

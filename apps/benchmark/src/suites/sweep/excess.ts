import type { SweepRow } from './row.ts';

/** What a code lost: BCE above its floor, in nats a pixel. */
export function excessOf({ bce, bceFloor }: SweepRow): number {
  return bce - bceFloor;
}

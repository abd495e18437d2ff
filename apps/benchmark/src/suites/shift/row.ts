import type { MeasureName } from '@hourglass/similarity';
import type { ChangeName } from './changes.ts';

/** What stands against changed queries, beside a code that is blind to them. */
export type Cure = 'centred' | 'least';

/** What queries that were changed find. All shares are 0..1. */
export interface Found {
  readonly change: ChangeName;
  /** In the unit of the change; 0: as they are. */
  readonly amount: number;
  readonly precisionAt10: number;
  readonly knnAccuracy: number;
  readonly queriesPerSecond: number;
}

export interface ShiftRow {
  /** Encoder, measure and cure, such as `raw cosine, centred`. */
  readonly name: string;
  readonly codeSize: number;
  readonly measure: MeasureName;
  readonly cure?: Cure;
  readonly fitSeconds: number;
  readonly found: readonly Found[];
}

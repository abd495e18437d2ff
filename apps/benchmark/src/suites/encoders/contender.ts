import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import type { MeasureName } from '@hourglass/similarity';

export interface Pictures {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

export type FittedEncoder = Encoder & { dispose?(): Promise<void> };

/** A way to make codes, and what they are compared by. */
export interface EncoderContender {
  readonly name: string;
  /** A row a measure. */
  readonly measures: readonly MeasureName[];
  /** All that the fit depends on beside pictures and seed. */
  readonly settings: unknown;
  /** Sees training pictures only, and no labels. */
  fit(pictures: Pictures, seed: number): Promise<FittedEncoder>;
}

/** What a result tells of contenders. */
export function shown<C extends EncoderContender>(contenders: readonly C[]) {
  return contenders.map(({ fit: _, ...facts }) => facts);
}

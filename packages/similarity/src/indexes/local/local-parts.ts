import type { Measure } from '../../measures/measure.ts';
import type { MeasureName } from '../../measures/measures.ts';
import type { IdType } from '../contract.ts';
import type { Ranker } from './ranker.ts';
import type { Rows } from './rows.ts';

/** What makes one local index another. */
export interface LocalParts<T extends IdType> {
  readonly exact: boolean;
  readonly measure: Measure<MeasureName>;
  readonly size: number;
  readonly idType: T;
  readonly rows: Rows;
  readonly ranker: Ranker;
  /** Items when the index is opened. */
  readonly count?: number;
  save(folder: string): Promise<void>;
}

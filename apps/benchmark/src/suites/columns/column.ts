import type { BaseRow, RawResult } from '../../result.ts';

/** One figure of a table: how it is made from raw results, and how a person reads it. */
export interface Column<Row extends BaseRow = BaseRow> {
  readonly title: string;
  /** What the figure is. Columns that say the same are explained together. */
  readonly description: string;
  /** What to compare it with. */
  readonly reading: string;
  /** Absent where neither is better. */
  readonly better?: 'higher' | 'lower';
  /** How a number prints. */
  format(value: number): string;
  /** `undefined`: this row has no such figure. */
  value(row: Row, result: RawResult<Row>): number | string | undefined;
}

import type { Machine } from './machine.ts';
import type { BaseRow, DatasetFacts, Mode } from './suites/suite.ts';

export const resultFormat = 'hourglass-bench/1';

/**
 * All that one run of a suite measured, and on what: plain data. Tables are made from it later, so a new
 * column needs no new run.
 */
export interface RawResult<Row extends BaseRow = BaseRow> {
  readonly format: typeof resultFormat;
  readonly suite: string;
  readonly mode: Mode;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  /** Rows that an earlier run had measured, which was cut off; `seconds` are without them. */
  readonly resumedRows?: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: Machine;
  readonly dataset: DatasetFacts;
  readonly config: Readonly<Record<string, unknown>>;
  readonly rows: readonly Row[];
}

import type { Machine } from './machine.ts';

/** `quick` fits in a minute on two cores; `full` is what is published; `tiny` is for tests. */
export const modes = ['tiny', 'quick', 'full'] as const;
export type Mode = (typeof modes)[number];

/** One line of a suite's table. What else it holds is measured, never derived: see `Suite.columns`. */
export interface BaseRow {
  readonly name: string;
}

export interface DatasetFacts {
  readonly name: string;
  /** Pictures that were used. */
  readonly trainCount: number;
  readonly testCount: number;
  /** The checksum of the pixels and labels of both splits as they were used, hex. */
  readonly sha256: string;
}

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

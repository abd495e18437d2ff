import type { LineSeries, SvgLineChartOptions } from '@hourglass/viz';
import type { BaseRow, DatasetFacts, Mode, RawResult } from '../result.ts';
import type { RowStore } from '../row-store.ts';
import type { Column } from './columns/column.ts';

export interface SuiteOptions {
  readonly mode: Mode;
  readonly dataDir?: string | undefined;
  /** Words that name parts of a suite that `takesOnly`; absent: all of it. */
  readonly only?: readonly string[] | undefined;
  /** For a suite that `resumes`: rows of a run that was cut off. */
  readonly rows?: RowStore | undefined;
}

/** A picture of a result: lines, and what they stand on. */
export interface Chart {
  readonly series: readonly LineSeries[];
  readonly options: SvgLineChartOptions;
}

export type SuiteEvent<Row extends BaseRow> =
  /** For a person who waits. */
  | { readonly type: 'progress'; readonly text: string }
  /** Comes once, before the first row. */
  | {
      readonly type: 'setup';
      readonly dataset: DatasetFacts;
      readonly config: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'row'; readonly row: Row };

/** What a person who waits is told. */
export function progress(text: string) {
  return { type: 'progress', text } as const;
}

/**
 * A suite as plain data. `run` loads what is heavy when it is called, so the whole catalogue is cheap to read.
 */
export interface Suite<Row extends BaseRow = BaseRow> {
  readonly name: string;
  readonly title: string;
  /** The question that the suite answers. */
  readonly question: string;
  /** How long it takes on two idle cores, in words. */
  readonly takes: { readonly quick: string; readonly full: string };
  /** Whether parts of it can be asked for. */
  readonly takesOnly?: boolean;
  /** Whether it asks for rows of a run that was cut off, and leaves its own. */
  readonly resumes?: boolean;
  readonly columns: readonly Column<Row>[];
  run(options: SuiteOptions): AsyncGenerator<SuiteEvent<Row>>;
  /** Absent: its figures are no curves. */
  chart?(result: RawResult<Row>): Chart;
  /** Sentences on what must hold in any run and does not. Speeds are never among them. */
  faults(result: RawResult<Row>): readonly string[];
}

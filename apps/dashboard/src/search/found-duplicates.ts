import type { Row } from './html.ts';

export interface DuplicatesOptions {
  readonly falseMatches?: number;
  readonly split?: 'train' | 'test';
  readonly html?: string;
  readonly json?: boolean;
  readonly data?: string;
  readonly offline?: boolean;
}

/** What was found, in all the ways in which it may be asked for. */
export interface FoundDuplicates {
  readonly title: string;
  /** For people. */
  readonly lines: readonly string[];
  /** One a line of NDJSON. */
  readonly facts: readonly object[];
  readonly rows: readonly Row[];
}

import type { Proof } from './row.ts';

/** What the suite tells a contender's process, one line of JSON each. Each is answered. */
export type Order =
  /** The first steps, and what came of them. */
  { readonly order: 'prove'; readonly steps: number } | { readonly order: 'run'; readonly steps: number };

/** Its first line, unasked. */
export interface Started {
  readonly threads: number;
  readonly way?: string;
}
export interface Proved {
  readonly proof?: Proof;
}
export interface Ran {
  readonly steps: number;
  readonly seconds: number;
}

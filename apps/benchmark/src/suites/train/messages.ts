import type { Proof } from './row.ts';

/** What the suite tells a contender's process, one line of JSON each. Each is answered by one `Answer`. */
export type Order =
  /** The first steps, and what came of them. */
  { readonly order: 'prove'; readonly steps: number } | { readonly order: 'run'; readonly steps: number };

/** Figures of the whole process, when it answers. */
export interface Usage {
  readonly peakBytes: number;
  /** Processor time so far. `before`: when the order came. */
  readonly cpuSeconds: number;
  readonly cpuSecondsBefore: number;
}

/** Its first line, unasked. */
export interface Started {
  readonly threads: number;
  readonly way?: string;
}
export type Proved = Usage & { readonly proof?: Proof };
export type Ran = Usage & { readonly steps: number; readonly seconds: number };
export interface Failed {
  readonly failed: string;
}

/** Many queries in one call, or one after the other. */
export type Work = 'many' | 'one';

export interface SearchRow {
  /** Codes, work, threads and contender, such as `60000 x 64, many, 1 thread, exact`. */
  readonly name: string;
  /** What rows of one comparison share. */
  readonly exercise: string;
  readonly contender: string;
  /** Why it does not take part, or what broke it; then nothing else is there. */
  readonly skipped?: string;
  readonly failed?: string;
  readonly work?: Work;
  readonly count?: number;
  readonly size?: number;
  readonly threads?: number;
  readonly k?: number;
  /** Share of what it finds that is as near as the exact index's neighbours, over all queries. */
  readonly recall?: number;
  /** Until all items are in. */
  readonly buildSeconds?: number;
  /** To open what is on disk already, each time anew; only of what is kept there. */
  readonly openSeconds?: readonly number[];
  /** Peak of the resident memory of its process, the codes that it was handed among it. */
  readonly memoryBytes?: number;
  /** In turn with the other contenders. */
  readonly rounds: readonly { readonly queries: number; readonly seconds: number }[];
}

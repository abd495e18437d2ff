/** What a contender computed, to hold against the others: the same work, or its speed means nothing. */
export interface Proof {
  /** Loss of the last of the first steps, before its weights are changed. */
  readonly loss?: number;
  /** How far these steps moved each weight tensor: mean of the absolute differences. */
  readonly moved?: readonly number[];
  /** The first numbers of the codes of the first batch. */
  readonly codes?: readonly number[];
}

/** What was measured of one contender with one exercise. */
export interface TrainRow {
  readonly name: string;
  readonly exercise: string;
  readonly contender: string;
  /** Why it does not take part; then nothing else is there. */
  readonly skipped?: string;
  /** What broke it; then nothing else is there. */
  readonly failed?: string;
  readonly dataset?: string;
  readonly batchSize?: number;
  readonly threads?: number;
  /** What it chose, such as its layout: the fastest of `tried`. */
  readonly way?: string;
  /** Images a second of each way, in the trial before the rounds. */
  readonly tried?: Readonly<Record<string, number>>;
  /** Absent: it started from weights of its own, as the trainer does. */
  readonly proof?: Proof;
  /** In turn with the other contenders: round i of all of them was run in the same minute. */
  readonly rounds: readonly { readonly steps: number; readonly seconds: number }[];
  /** Peak of the resident memory of its process. */
  readonly memoryBytes?: number;
  /** Processor time that it took while others were measured, over that time: cores that it cost them. */
  readonly restCores?: number;
}

/** What was measured of one contender. */
export interface EngineRow {
  readonly name: string;
  /** Threads that it really had. */
  readonly threads: number;
  readonly stepsPerCall: number;
  readonly batchSize: number;
  /** Loss of the batch of the last of the first `steps` steps, from the same weights and pictures. */
  readonly check: { readonly steps: number; readonly loss: number };
  /** In turn with the other contenders: round i of all of them was run in the same minute. */
  readonly rounds: readonly { readonly steps: number; readonly seconds: number }[];
  /** The most memory that its process had in use after a round. */
  readonly memoryBytes: number;
}

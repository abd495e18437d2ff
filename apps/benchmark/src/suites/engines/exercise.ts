/** What every contender trains, as plain data that goes to its process. */
export interface Exercise {
  readonly pixels: Uint8Array;
  readonly pixelCount: number;
  readonly codeSize: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** A contender at work: trains steps, batch after batch of the pictures in their order, round and round. */
export interface Runner {
  readonly threads: number;
  /** Seconds of the steps alone, and the loss of the last one. */
  run(firstStep: number, steps: number): Promise<{ readonly seconds: number; readonly loss: number }>;
}

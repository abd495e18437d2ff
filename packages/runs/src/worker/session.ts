import type { TrainingCheckpoint } from '@hourglass/models';
import type { TrainingEvent } from '@hourglass/models/config';
import type { RunConfig } from '../files/config-file.ts';

/** One training, as far as the run's process cares: it says events, can be steered, and can be written down. */
export interface Session {
  /** From `run-started` to `run-ended`. Nothing happens between two pulls, so not to pull is to pause. */
  events(): AsyncGenerator<TrainingEvent>;
  /** Events end soon, with a `run-ended` of reason `stopped`. */
  stop(): void;
  /** The base rate from the next step on. */
  setLearningRate(rate: number): void;
  /** All that is needed to go on from here. Asked for between two pulls, after a `step` or `preview` event. */
  checkpoint(): TrainingCheckpoint;
  dispose(): Promise<void>;
}

/** Where a session goes on. */
export interface Continuation {
  readonly files: TrainingCheckpoint['files'];
  /** Its log has lost what the run is: it is to say that again. */
  readonly introduce: boolean;
}

/**
 * Loads the data and makes the net. `stopped` aborts when the run is to stop; with `resume` the events begin
 * behind that checkpoint.
 */
export type OpenSession = (
  config: RunConfig,
  stopped: AbortSignal,
  resume: Continuation | undefined,
) => Promise<Session>;

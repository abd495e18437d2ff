import type { TrainingEvent } from '@hourglass/models/config';
import type { RunConfig } from '../files/config-file.ts';

/** One training, as far as the run's process cares: it says events, can stop, and can save its weights. */
export interface Session {
  /** From `run-started` to `run-ended`. Nothing happens between two pulls, so not to pull is to pause. */
  events(): AsyncGenerator<TrainingEvent>;
  /** Events end soon, with a `run-ended` of reason `stopped`. */
  stop(): void;
  /** Writes the current weights into an empty directory. */
  saveWeights(directory: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Loads the data and makes the net. `stopped` aborts when the run is to stop. */
export type OpenSession = (config: RunConfig, stopped: AbortSignal) => Promise<Session>;

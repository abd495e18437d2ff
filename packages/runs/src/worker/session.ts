import type { DataFacts, TrainingCheckpoint } from '@hourglass/models';
import type { TrainingEvent } from '@hourglass/models/config';
import type { RunConfig } from '../config/run-config.ts';

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
  /** Its log ends with what is measured at the end: that is told again only if more is trained. */
  readonly endTold: boolean;
}

/** A training whose data are loaded. */
export interface PreparedTraining {
  readonly data: DataFacts;
  /** Makes the net. `stopped` aborts when the run is to stop; with `resume` the events begin behind that checkpoint. */
  open(stopped: AbortSignal, resume: Continuation | undefined): Promise<Session>;
}

/** Loads the data of a run. */
export type PrepareTraining = (config: RunConfig) => Promise<PreparedTraining>;

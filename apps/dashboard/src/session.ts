import type { TrainingEvent } from '@hourglass/models/config';
import type { RunOrder } from '@hourglass/runs/read';

export type Order = RunOrder;

/** One run, as the outputs see it: where it is, what it says, and how to steer it. */
export interface Session {
  /** Where the run's files are. */
  readonly directory: string;
  /** Started by this command, so it ends with it. A run that is only watched is left alone. */
  readonly owned: boolean;
  /** Threads of a training step. */
  readonly threads?: number | 'all';
  /** The run's process, if this command started it. */
  readonly pid?: number;
  /** All events from the start, then what comes, up to `run-ended`. */
  events(signal: AbortSignal): AsyncIterable<TrainingEvent>;
  steer(order: Order): Promise<void>;
  /** Ends the run's process at once; does nothing to a run that is only watched. */
  kill(): void;
}

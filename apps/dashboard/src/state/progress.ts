import { secondsLeft } from './clock.ts';
import { hasEnded, type RunState } from './run-state.ts';

/** How far a run is. */
export interface Progress {
  /** Epoch at work, counted from 1; the number of epochs done once the run has ended. */
  readonly epoch: number;
  readonly epochs: number;
  /** Share of all steps that are done, 0..1. */
  readonly done: number;
  /** Seconds until the end, undefined while that cannot be told or there is nothing left. */
  readonly left: number | undefined;
}

/** Undefined until the run has said how long it will be. */
export function progressOf(state: RunState): Progress | undefined {
  const { run, step } = state;
  if (!run) return undefined;
  const steps = run.epochs * run.stepsPerEpoch;
  const ended = hasEnded(state);
  const epochsDone = Math.floor(step / run.stepsPerEpoch);
  return {
    epoch: Math.min(ended ? epochsDone : epochsDone + 1, run.epochs),
    epochs: run.epochs,
    done: Math.min(1, step / steps),
    left: ended ? undefined : secondsLeft(state.clock, step, steps),
  };
}

/** What the run's own times say: how long it took, and how much of that it was really at work. */
export interface Clock {
  /** Time of the newest event, in seconds since the run started. */
  readonly now: number;
  /** When the first step was reported, and how many steps were done then. */
  readonly firstStep: { readonly time: number; readonly step: number } | undefined;
  readonly pausedSince: number | undefined;
  /** Seconds spent in pauses that are over. */
  readonly paused: number;
}

export const newClock: Clock = { now: 0, firstStep: undefined, pausedSince: undefined, paused: 0 };

export function tick(clock: Clock, time: number): Clock {
  return time > clock.now ? { ...clock, now: time } : clock;
}

export function noteStep(clock: Clock, time: number, step: number): Clock {
  return clock.firstStep ? clock : { ...clock, firstStep: { time, step } };
}

export function pauseClock(clock: Clock, time: number): Clock {
  return { ...clock, pausedSince: clock.pausedSince ?? time };
}

export function resumeClock(clock: Clock, time: number): Clock {
  if (clock.pausedSince === undefined) return clock;
  return { ...clock, pausedSince: undefined, paused: clock.paused + time - clock.pausedSince };
}

/**
 * Seconds until `steps` steps are done, evaluation and all, if it goes on as it went so far.
 * Undefined as long as too little has been seen to tell.
 */
export function secondsLeft(clock: Clock, step: number, steps: number): number | undefined {
  if (!clock.firstStep) return undefined;
  const done = step - clock.firstStep.step;
  const seconds = (clock.pausedSince ?? clock.now) - clock.firstStep.time - clock.paused;
  if (done <= 0 || seconds <= 0) return undefined;
  return (seconds / done) * Math.max(0, steps - step);
}

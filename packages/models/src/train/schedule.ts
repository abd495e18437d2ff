import type { Schedule } from '../options/training-options.ts';

/** How long the run is, for schedules that need to know. */
export interface RunLength {
  readonly totalSteps: number;
  readonly stepsPerEpoch: number;
}

/** What the base rate is multiplied by at a step, counted from 0. */
export function rateFactor(schedule: Schedule, step: number, length: RunLength): number {
  const warmup = schedule.warmupSteps ?? 0;
  return step < warmup ? (step + 1) / warmup : afterWarmup(schedule, step, warmup, length);
}

function afterWarmup(
  schedule: Schedule,
  step: number,
  warmup: number,
  { totalSteps, stepsPerEpoch }: RunLength,
): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'cosine': {
      // SGDR (Loshchilov and Hutter, 2017), without restarts.
      const done = Math.min((step - warmup) / Math.max(totalSteps - warmup, 1), 1);
      const floor = schedule.floor ?? 0;
      return floor + ((1 - floor) * (1 + Math.cos(Math.PI * done))) / 2;
    }
    case 'step':
      return schedule.factor ** Math.floor(Math.floor(step / stepsPerEpoch) / schedule.everyEpochs);
    case 'exponential':
      return schedule.perEpoch ** (step / stepsPerEpoch);
  }
}

import type { TrainingPlace } from '../checkpoints/training-checkpoint.ts';
import type { RunEnded } from '../events.ts';

const start: TrainingPlace['progress'] = {
  step: 0,
  epoch: 0,
  time: 0,
  trainingSeconds: 0,
  current: { steps: 0, seconds: 0, lossSum: 0, losses: 0 },
};

/**
 * How far a run is, and how fast: the clock and the counters behind its events. A run that goes on from a
 * checkpoint counts on from there.
 */
export function createProgress(batchSize: number, from: TrainingPlace['progress'] = start) {
  const started = performance.now() - from.time * 1000;
  const now = () => (performance.now() - started) / 1000;
  const notBefore = new Map<string, number>();
  let { step, epoch, trainingSeconds } = from;
  let current = { ...from.current };

  return {
    /** Seconds since the run started. */
    now,
    get step() {
      return step;
    },
    get epoch() {
      return epoch;
    },
    /** Steps done in the epoch at hand. */
    get epochSteps() {
      return current.steps;
    },

    /** Runs `steps` steps and counts them; only the time inside counts as training. */
    async timed(steps: number, run: () => Promise<number>) {
      const begun = performance.now();
      const loss = await run();
      const seconds = (performance.now() - begun) / 1000;
      step += steps;
      trainingSeconds += seconds;
      current.steps += steps;
      current.seconds += seconds;
      current.lossSum += loss;
      current.losses++;
      return { loss, imagesPerSecond: (steps * batchSize) / seconds };
    },

    due(what: string): boolean {
      return now() >= (notBefore.get(what) ?? 0);
    },
    /** It is due again in `seconds`. */
    postpone(what: string, seconds: number): void {
      notBefore.set(what, now() + seconds);
    },

    /** Ends the epoch and sums it up. */
    closeEpoch() {
      const { steps, seconds, lossSum, losses } = current;
      current = { steps: 0, seconds: 0, lossSum: 0, losses: 0 };
      epoch++;
      return { trainLoss: lossSum / losses, seconds, imagesPerSecond: (steps * batchSize) / seconds };
    },

    /** All of it, to go on from. */
    place(): TrainingPlace['progress'] {
      return { step, epoch, time: now(), trainingSeconds, current: { ...current } };
    },

    ended(reason: RunEnded['reason'], message?: string): RunEnded {
      return {
        type: 'run-ended',
        time: now(),
        reason,
        ...(message === undefined ? {} : { message }),
        step,
        epoch,
        imagesPerSecond: trainingSeconds === 0 ? 0 : (step * batchSize) / trainingSeconds,
        trainingSeconds,
      };
    },
  };
}

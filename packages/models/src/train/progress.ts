import type { RunEnded } from '../events.ts';

/** How far a run is, and how fast: the clock and the counters behind its events. */
export function createProgress(batchSize: number) {
  const started = performance.now();
  const now = () => (performance.now() - started) / 1000;
  const lastTime = new Map<string, number>();
  let step = 0;
  let epoch = 0;
  let trainingSeconds = 0;
  let current = { steps: 0, seconds: 0, lossSum: 0, losses: 0 };

  return {
    /** Seconds since the run started. */
    now,
    get step() {
      return step;
    },
    get epoch() {
      return epoch;
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

    /** True if this was last true at least `seconds` ago. */
    due(what: string, seconds: number): boolean {
      const time = now();
      if (time - (lastTime.get(what) ?? Number.NEGATIVE_INFINITY) < seconds) return false;
      lastTime.set(what, time);
      return true;
    },

    /** Ends the epoch and sums it up. */
    closeEpoch() {
      const { steps, seconds, lossSum, losses } = current;
      current = { steps: 0, seconds: 0, lossSum: 0, losses: 0 };
      epoch++;
      return { trainLoss: lossSum / losses, seconds, imagesPerSecond: (steps * batchSize) / seconds };
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

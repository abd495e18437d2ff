import { exitCodes, InterruptedError } from '@hourglass/command-line';
import type { IndexProgress } from '@hourglass/library';
import { formatCount, formatPercent, progressBar } from '@hourglass/viz';
import { progressOutput } from '../data/progress-output.ts';

/** How far it is, on stderr. Ctrl-C stops it after the batch at work, a second one at once. */
export async function withIndexProgress<T>(
  work: (options: { onProgress: (progress: IndexProgress) => void; signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const output = progressOutput();
  const stop = new AbortController();
  const interrupt = () => (stop.signal.aborted ? process.exit(exitCodes.interrupted) : stop.abort());
  process.on('SIGINT', interrupt);
  const started = performance.now();
  try {
    return await work({
      signal: stop.signal,
      onProgress: ({ phase, done, total }) => {
        if (phase === 'looking' || done === 0) return;
        const rate = done / ((performance.now() - started) / 1000);
        const text = `${formatPercent(done / total, 0)}  ${done} of ${total} files, ${formatCount(Math.round(rate))} a second`;
        output.show(
          () => `${progressBar(done / total, { width: 30 })}  ${text}`,
          () => `index: ${text}`,
        );
      },
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new InterruptedError('stopped. What is done is kept: the same command goes on from there.');
  } finally {
    process.off('SIGINT', interrupt);
    output.clear();
  }
}

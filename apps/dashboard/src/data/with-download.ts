import { exitCodes, InterruptedError } from '@hourglass/command-line';
import { DatasetError, type DownloadProgress, type LoadOptions } from '@hourglass/datasets';
import { detectSurface, formatBytes } from '@hourglass/viz';
import { complain } from '../output/complain.ts';
import { progressLine, progressText } from './fetch-progress.ts';
import { isProgressUnwanted, progressOutput } from './progress-output.ts';

type FetchOptions = Pick<LoadOptions, 'onProgress' | 'signal'>;

/** After so long without a byte a person may wonder: a server is silent, or a disk unpacks. */
const patienceMs = 5000;

/**
 * Does `work`, which may fetch the set `name`, and shows on stderr how far it is. Ctrl-C stops it, a second one
 * at once.
 *
 * @throws {InterruptedError} that says what is kept.
 */
export async function withDownload<T>(name: string, work: (options: FetchOptions) => Promise<T>): Promise<T> {
  const surface = detectSurface(process.stderr, process.env);
  const output = progressOutput();
  const stop = new AbortController();
  let last: DownloadProgress | undefined;
  const waiting = setTimeout(() => {
    if (last === undefined && !isProgressUnwanted())
      complain(`${name}: nothing yet, a server or disk is slow; Ctrl-C stops`);
  }, patienceMs);
  const interrupt = () => (stop.signal.aborted ? process.exit(exitCodes.interrupted) : stop.abort());
  process.on('SIGINT', interrupt);
  try {
    return await work({
      signal: stop.signal,
      onProgress(progress) {
        last = progress;
        output.show(
          (width) => progressLine(progress, width, surface),
          () => `${name}: ${progressText(progress).trim()}`,
        );
      },
    });
  } catch (error) {
    if (!stop.signal.aborted || error instanceof DatasetError) throw error;
    throw new InterruptedError(`stopped. ${keptOf(name, last)}`);
  } finally {
    clearTimeout(waiting);
    process.off('SIGINT', interrupt);
    output.clear();
  }
}

function keptOf(name: string, last: DownloadProgress | undefined): string {
  if (last === undefined) return 'Nothing was fetched.';
  const amount = `${formatBytes(last.bytes)} of ${formatBytes(last.total)}`;
  return `${amount} are kept; \`hourglass data get ${name}\` resumes there.`;
}

/** How far a download is. */
export interface DownloadProgress {
  /** Name of the dataset, and of the file that is being fetched. */
  readonly dataset: string;
  readonly file: string;
  /** Bytes that are here of all files of the dataset, those of an earlier try included. */
  readonly bytes: number;
  /** Bytes of all files of the dataset. */
  readonly total: number;
  /** Over the last seconds; 0 until it is known. */
  readonly bytesPerSecond: number;
  /** At that rate; undefined until it is known. */
  readonly secondsLeft: number | undefined;
}

/** It must not throw. */
export type OnProgress = (progress: DownloadProgress) => void;

/** Takes note of where the file that is being fetched stands. */
export type ReportBytes = (file: string, bytes: number, done?: boolean) => void;

const INTERVAL_MS = 100;
/** The rate forgets what is older than about this. */
const MEMORY_MS = 3000;

/**
 * Makes reports for `onProgress`: at most ten a second, and one when a file is done.
 *
 * @param total Bytes of all files.
 * @param now Milliseconds, for tests.
 */
export function createProgress(
  dataset: string,
  total: number,
  onProgress: OnProgress,
  now: () => number = () => performance.now(),
): ReportBytes {
  const finished = new Map<string, number>();
  let rate = 0;
  let last: { time: number; bytes: number } | undefined;
  return (file, bytes, done = false) => {
    finished.set(file, bytes);
    const sum = [...finished.values()].reduce((a, b) => a + b, 0);
    const time = now();
    if (last !== undefined && !done && time - last.time < INTERVAL_MS) return;
    if (last !== undefined && time > last.time) {
      const elapsed = time - last.time;
      const weight = rate === 0 ? 1 : 1 - Math.exp(-elapsed / MEMORY_MS);
      // A try that starts again from zero is no negative rate.
      rate += weight * (Math.max(0, (sum - last.bytes) / elapsed) * 1000 - rate);
    }
    last = { time, bytes: sum };
    const secondsLeft = rate > 0 ? (total - sum) / rate : undefined;
    onProgress({ dataset, file, bytes: sum, total, bytesPerSecond: rate, secondsLeft });
  };
}

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { RunError } from '../errors.ts';
import { lastWords } from '../files/last-words.ts';
import { runFiles } from '../files/layout.ts';
import { type RunLock, readLock } from '../files/lock-file.ts';
import type { Worker, WorkerExit } from './spawn-worker.ts';
import { exitCodes } from './worker-protocol.ts';

/** How often to look for the lock, in milliseconds. It comes about 60 ms after the process starts. */
const pollMs = 5;

/**
 * Waits until a run's process has taken its directory: from then on readers can tell whether it lives.
 * A process that ends early but has told why in its events has started well enough. A run that is
 * resumed has events already: it counts as taken when these are cut back.
 *
 * @throws {RunError} `START_FAILED` if it ends before that, `DATA_CHANGED` if that is why.
 */
export async function untilTaken(
  directory: string,
  { child, exit }: Worker,
  { resumed = false } = {},
): Promise<void> {
  while (!isReady(await readLock(directory), child.pid)) {
    const how = await Promise.race([exit, setTimeout(pollMs)]);
    if (!how) continue;
    if (!resumed && (await hasEvents(directory))) return;
    if (how.code === exitCodes.changedData) {
      throw new RunError('DATA_CHANGED', how.stderr.trimEnd().split('\n').at(-1) ?? '');
    }
    throw startError(directory, how, resumed);
  }
}

function isReady(lock: RunLock | undefined, pid: number | undefined): boolean {
  return lock?.pid === pid && !lock?.preparing;
}

/** What it said on stderr is the cause; of a run that goes on it is also in its log. */
function startError(directory: string, { code, signal, stderr }: WorkerExit, resumed: boolean): RunError {
  const words = lastWords(stderr);
  const how = signal ? `ended by ${signal}` : `exit ${code}`;
  const where = resumed ? `\nAll it said is in ${join(directory, runFiles.log)}.` : '';
  const message = `the run's process did not start (${how})${words ? `: ${words}` : '.'}${where}`;
  return new RunError('START_FAILED', message, { cause: new Error(stderr) });
}

function hasEvents(directory: string): Promise<boolean> {
  return access(join(directory, runFiles.metrics)).then(
    () => true,
    () => false,
  );
}

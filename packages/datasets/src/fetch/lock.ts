import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import { DatasetError } from '../errors.ts';
import { pause } from './pause.ts';
import { onDisk } from './write-file.ts';

/** A lock that was not renewed for so long belongs to a process that is gone. */
const STALE_MS = 5000;
const RENEW_MS = 1000;
const POLL_MS = 200;

/**
 * Does `work` while no other process does work under the same path; waits for them as long as they live.
 *
 * @param work Gets a signal that aborts if `signal` does, or if the lock is lost: this process slept, and another
 *   one took over.
 * @throws {DatasetError} `CACHE_UNUSABLE`
 * @throws `signal.reason` if the signal aborts while it waits.
 */
export async function withLock<T>(
  path: string,
  work: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lost = new AbortController();
  const release = await onDisk(dirname(path), async () => {
    await mkdir(dirname(path), { recursive: true });
    return acquire(path, () => lost.abort(tookOver(path)), signal);
  });
  try {
    return await work(signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]));
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

async function acquire(path: string, onCompromised: () => void, signal?: AbortSignal) {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await lock(path, { realpath: false, stale: STALE_MS, update: RENEW_MS, onCompromised });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    await pause(POLL_MS, signal);
  }
}

function tookOver(path: string): DatasetError {
  return new DatasetError(
    'CACHE_UNUSABLE',
    `Another process has taken over ${path}: this one did not renew its lock for ${STALE_MS / 1000} s.\nTry again.`,
  );
}

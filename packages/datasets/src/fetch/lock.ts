import { rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '@hourglass/files';
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
 * @throws {DatasetError} `CACHE_UNUSABLE`, also if something that is no lock stands in the lock's place.
 * @throws `signal.reason` if the signal aborts while it waits.
 */
export async function withLock<T>(
  path: string,
  work: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const lost = new AbortController();
  const release = await onDisk(dirname(path), async () => {
    await makeFolder(dirname(path));
    return acquire(path, () => lost.abort(tookOver(path)), signal);
  });
  try {
    return await work(signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal]));
  } finally {
    if (!lost.signal.aborted) await release();
  }
}

async function acquire(path: string, onCompromised: () => void, signal?: AbortSignal) {
  const lockfilePath = `${path}.lock`;
  const dropDead = deadLockWatch(lockfilePath);
  const options = { realpath: false, lockfilePath, stale: STALE_MS, update: RENEW_MS, onCompromised };
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await lock(path, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
    await dropDead();
    await pause(POLL_MS, signal);
  }
}

/**
 * A lock counts as left over by the age of its time stamp. One whose stamp lies in the future, from a clock that
 * was wrong or another machine's, would never get old; so one that is not renewed while we look is dropped too.
 */
function deadLockWatch(path: string): () => Promise<void> {
  let seen = { stamp: Number.NaN, at: 0 };
  return async () => {
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) return;
    if (!info.isDirectory()) {
      throw new DatasetError(
        'CACHE_UNUSABLE',
        `The cache cannot be locked: ${path} is not the folder that a lock is.\nDelete it, or name another cache: HOURGLASS_CACHE.`,
      );
    }
    const now = performance.now();
    if (info.mtimeMs !== seen.stamp) seen = { stamp: info.mtimeMs, at: now };
    else if (now - seen.at > STALE_MS) await rmdir(path).catch(unlessGone);
  };
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function tookOver(path: string): DatasetError {
  return new DatasetError(
    'CACHE_UNUSABLE',
    `Another process has taken over ${path}: this one did not renew its lock for ${STALE_MS / 1000} s.\nTry again.`,
  );
}

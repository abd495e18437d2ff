import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { SimilarityError } from '../../errors.ts';
import { onDisk } from './on-disk.ts';

/** A lock that was not renewed for so long belongs to a process that is gone. */
const STALE_MS = 5000;
const RENEW_MS = 1000;
const POLL_MS = 50;
/** Longer than a lock can outlive its process, and than most additions take. */
const PATIENCE_MS = 60_000;

/**
 * Changes a store while no other process does; waits for others.
 *
 * @param work calls `check` last of all, before what it did counts: it throws if another process took over.
 * @throws {SimilarityError} `STORE_BUSY`, `STORE_UNUSABLE`, `STORE_MISSING`.
 */
export async function withLock<T>(folder: string, work: (check: () => void) => Promise<T>): Promise<T> {
  let lost = false;
  const release = await onDisk(folder, () => acquire(folder, () => (lost = true)));
  try {
    return await onDisk(folder, () =>
      work(() => {
        if (lost) throw busy(folder, 'another process took over, as this one stood still. Try again.');
      }),
    );
  } finally {
    // A folder that is gone has no lock to give back.
    if (!lost) await release().catch(() => {});
  }
}

async function acquire(folder: string, onCompromised: () => void) {
  const lockfilePath = join(folder, 'lock');
  for (const start = performance.now(); performance.now() - start < PATIENCE_MS; await pause(POLL_MS)) {
    try {
      return await lock(folder, {
        lockfilePath,
        realpath: false,
        stale: STALE_MS,
        update: RENEW_MS,
        onCompromised,
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
  }
  throw busy(
    folder,
    `another process has been writing for ${PATIENCE_MS / 1000} s. Try again when it is done.`,
  );
}

const busy = (folder: string, why: string) => new SimilarityError('STORE_BUSY', `index at ${folder}: ${why}`);

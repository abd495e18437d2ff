import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { LibraryError } from '../errors.ts';
import { inStore } from './in-store.ts';

/** A lock that was not renewed for so long belongs to a process that is gone. */
const STALE_MS = 5000;
const RENEW_MS = 1000;
const POLL_MS = 100;
/** Longer than a lock can outlive its process. */
const PATIENCE_MS = 7000;

/**
 * Does `work` while no other process changes the store.
 *
 * @param work calls `check` before it writes: it throws if another process took over while this one stood still.
 * @throws {LibraryError} `STORE_BUSY`, `STORE_UNUSABLE`.
 */
export async function withStoreLock<T>(store: string, work: (check: () => void) => Promise<T>): Promise<T> {
  let lost = false;
  const release = await inStore(store, () => acquire(store, () => (lost = true)));
  try {
    return await work(() => {
      if (lost) throw busy(store, 'another process took over, as this one stood still');
    });
  } finally {
    if (!lost) await release().catch(() => {});
  }
}

async function acquire(store: string, onCompromised: () => void) {
  const lockfilePath = join(store, 'busy');
  const options = { lockfilePath, realpath: false, stale: STALE_MS, update: RENEW_MS, onCompromised };
  for (const start = performance.now(); performance.now() - start < PATIENCE_MS; await pause(POLL_MS)) {
    try {
      return await lock(store, options);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    }
  }
  throw busy(store, 'another process is indexing into it');
}

function busy(store: string, why: string): LibraryError {
  return new LibraryError('STORE_BUSY', `store '${store}': ${why}. Try again when it is done.`);
}

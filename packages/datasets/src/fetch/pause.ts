import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for `ms` milliseconds. @throws `signal.reason` as soon as the signal aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, signal && { signal }).catch(() => {});
  signal?.throwIfAborted();
}

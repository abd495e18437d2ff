import { resolve } from 'node:path';
import type { RunLock } from '../files/lock-file.ts';

/** Where to connect to a run's control socket. */
export function controlPath(directory: string, lock: RunLock): string {
  return resolve(directory, lock.control);
}

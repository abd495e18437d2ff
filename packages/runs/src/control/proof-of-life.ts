import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runFiles } from '../files/layout.ts';
import { type RunLock, readLock } from '../files/lock-file.ts';
import { startTicks } from '../files/process-birth.ts';
import { controlPath } from './control-path.ts';
import { isListening } from './is-listening.ts';

/** How long a run may take from its `config.json` to its lock, in milliseconds. */
const startGraceMs = 10_000;

/**
 * Whether the process of a run is there. Its lock may have been lost while it works. A pid alone proves nothing, because pids are used again.
 * Proof is either that the kernel gives this pid the start time in the lock, or that somebody listens
 * on the control socket: the kernel closes it with its process, and answers even for a busy one.
 */
export async function isRunAlive(directory: string): Promise<boolean> {
  const lock = await readLock(directory);
  if (lock) return isHolderAlive(directory, lock);
  return (await isStarting(directory)) || isListening(resolve(directory, runFiles.control));
}

async function isHolderAlive(directory: string, lock: RunLock): Promise<boolean> {
  if (lock.startTicks !== null && (await startTicks(lock.pid)) === lock.startTicks) return true;
  return isListening(controlPath(directory, lock));
}

/** A run that has a config and nothing else yet: its process is on its way, unless that is long ago. */
async function isStarting(directory: string): Promise<boolean> {
  const metrics = await stat(join(directory, runFiles.metrics)).catch(() => undefined);
  if (metrics && metrics.size > 0) return false;
  // It has been there before, and its log was lost since.
  if (existsSync(join(directory, runFiles.checkpoints))) return false;
  const config = await stat(join(directory, runFiles.config)).catch(() => undefined);
  return config !== undefined && Date.now() - config.mtimeMs < startGraceMs;
}

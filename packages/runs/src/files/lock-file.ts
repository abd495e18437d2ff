import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RunError, systemCode } from '../errors.ts';
import { runFiles } from './layout.ts';

const lockSchema = z.object({
  pid: z.int().positive(),
  control: z.string().min(1),
  startTicks: z.number().nullable(),
});

/** Who writes in a run directory, and how to tell that it still does. */
export interface RunLock {
  readonly pid: number;
  /** Where it listens: a socket, relative to the run directory or absolute, or a Windows pipe. */
  readonly control: string;
  /** When the kernel says that `pid` started, so that a reused pid is not taken for it. Null: it does not say. */
  readonly startTicks: number | null;
}

/** The lock of a run directory; undefined if there is none, or none that is whole. */
export async function readLock(directory: string): Promise<RunLock | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(join(directory, runFiles.lock), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Takes a run directory for this process. @throws {RunError} `RUN_TAKEN` if there is a lock already. */
export async function takeLock(directory: string, lock: RunLock): Promise<void> {
  try {
    await writeFile(join(directory, runFiles.lock), `${JSON.stringify(lock)}\n`, { flag: 'wx' });
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') throw cause;
    throw takenError(directory, cause);
  }
}

export async function dropLock(directory: string): Promise<void> {
  await rm(join(directory, runFiles.lock), { force: true });
}

export function takenError(directory: string, cause?: unknown): RunError {
  return new RunError(
    'RUN_TAKEN',
    `'${directory}' belongs to another process, or to one that died there. Start a new run instead.`,
    { cause },
  );
}

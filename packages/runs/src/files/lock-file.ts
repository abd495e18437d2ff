import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { replaceFile } from '@hourglass/files';
import { z } from 'zod';
import { isAbsence, RunError, systemCode } from '../errors.ts';
import { runFiles } from './layout.ts';

const lockSchema = z.object({
  pid: z.int().positive(),
  control: z.string().min(1),
  startTicks: z.number().nullable(),
  preparing: z.boolean().exactOptional(),
});

/** The process that writes in a run directory, and how to tell that it still does. */
export interface RunLock {
  readonly pid: number;
  /** Where it listens: a socket, relative to the run directory or absolute, or a Windows pipe. */
  readonly control: string;
  /** When the kernel says that `pid` started, so that a reused pid is not taken for it. Null: it does not say. */
  readonly startTicks: number | null;
  /** It is still cutting back the files of the run that it continues. */
  readonly preparing?: boolean;
}

/** The lock of a run directory; undefined if there is none, or none that is whole. */
export async function readLock(directory: string): Promise<RunLock | undefined> {
  try {
    return parseLock(await readFile(join(directory, runFiles.lock), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whose lock lies in a directory. `unknown`: one that cannot be read, which proves nothing. */
export async function holderOf(
  directory: string,
  own: RunLock,
): Promise<'own' | 'another' | 'nobody' | 'unknown'> {
  try {
    const lock = parseLock(await readFile(join(directory, runFiles.lock), 'utf8'));
    return isDeepStrictEqual(lock, own) ? 'own' : 'another';
  } catch (error) {
    return isAbsence(error) ? 'nobody' : 'unknown';
  }
}

function parseLock(text: string): RunLock {
  return lockSchema.parse(JSON.parse(text));
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

/** Writes a lock anew that this process holds. */
export async function renewLock(directory: string, lock: RunLock): Promise<void> {
  await replaceFile(join(directory, runFiles.lock), `${JSON.stringify(lock)}\n`);
}

/**
 * Takes away the lock of a process that is dead. Moved aside and looked at before it is lost: if another
 * process has taken the directory in the meantime, it gets its lock back.
 * @throws {RunError} `RUN_TAKEN`
 */
export async function dropDeadLock(directory: string, dead: RunLock): Promise<void> {
  const path = join(directory, runFiles.lock);
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch((cause) => {
    // Another process was as quick.
    throw systemCode(cause) === 'ENOENT' ? takenError(directory, cause) : cause;
  });
  if (!isDeepStrictEqual(parseLock(await readFile(aside, 'utf8')), dead)) {
    await link(aside, path).catch(() => {});
    await rm(aside);
    throw takenError(directory);
  }
  await rm(aside);
  await rm(resolve(directory, dead.control), { force: true }).catch(() => {});
}

/** Takes away the lock of this process, and no other. */
export async function dropLock(directory: string, own: RunLock): Promise<void> {
  if ((await holderOf(directory, own)) === 'own') await rm(join(directory, runFiles.lock), { force: true });
}

export function takenError(directory: string, cause?: unknown): RunError {
  return new RunError(
    'RUN_TAKEN',
    `'${directory}' belongs to another process, or to one that died there. Start a new run, or go on with ` +
      'a dead one by `hourglass resume`.',
    { cause },
  );
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { runFiles } from '../files/layout.ts';
import { sinceLastStart, startMark } from '../files/start-mark.ts';
import { tailOfFile } from '../files/tail-of-file.ts';

/** How a run's process ended. */
export interface WorkerExit {
  /** 0: finished or stopped. 1: failed. Null: ended by a signal. */
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it said on stderr, at most 64 KiB; all of it is in `worker.log`. */
  readonly stderr: string;
}

export interface Worker {
  readonly child: ChildProcess;
  readonly exit: Promise<WorkerExit>;
}

/**
 * Starts a run's process: out of reach of the terminal's Ctrl-C, and free to outlive its parent, so
 * that a viewer may come and go. Its stderr goes to a file, which no dead parent can break.
 */
export async function spawnWorker(
  script: string,
  directory: string,
  flags: readonly string[] = [],
): Promise<Worker> {
  const path = join(directory, runFiles.log);
  const log = await open(path, 'a');
  try {
    if ((await log.stat()).size > 0) await log.write(startMark());
    const child = spawn(process.execPath, [script, directory, ...flags], {
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'ignore', log.fd],
    });
    await once(child, 'spawn');
    child.unref();
    return { child, exit: exitOf(child, path) };
  } finally {
    await log.close();
  }
}

async function exitOf(child: ChildProcess, log: string): Promise<WorkerExit> {
  const [code, signal] = await once(child, 'exit');
  return { code, signal, stderr: sinceLastStart(await tailOfFile(log, 64 * 1024)) };
}

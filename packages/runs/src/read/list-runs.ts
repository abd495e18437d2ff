import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { type RunInfo, readRun } from './read-run.ts';

/** A folder that holds a run, which cannot be read. */
export interface UnreadableRun {
  /** The name of its directory. */
  readonly id: string;
  /** Absolute. */
  readonly directory: string;
  /** What is wrong with it, and what to do. */
  readonly reason: string;
}

/**
 * All runs in a home, newest first. What is no run is left out. A home that does not exist yet has no runs.
 *
 * @param onUnreadable is told of each run that cannot be read: of a newer Hourglass, damaged, or forbidden.
 *
 * @example
 * const newest = (await listRuns(runsHome()))[0];
 *
 * @throws {RunError} `HOME_UNWRITABLE` if the home cannot be read.
 */
export async function listRuns(
  home: string,
  onUnreadable: (run: UnreadableRun) => void = () => {},
): Promise<RunInfo[]> {
  const runs: RunInfo[] = [];
  for (const id of await namesIn(home)) {
    const directory = resolve(home, id);
    try {
      runs.push(await readRun(directory));
    } catch (error) {
      if (holdsRun(directory)) onUnreadable({ id, directory, reason: reasonOf(error) });
    }
  }
  return runs.sort(
    (a, b) => b.config.createdAt.localeCompare(a.config.createdAt) || b.id.localeCompare(a.id),
  );
}

/** Whether there is any of what only a run leaves. */
function holdsRun(directory: string): boolean {
  return [runFiles.config, runFiles.metrics, runFiles.checkpoints].some((name) =>
    existsSync(join(directory, name)),
  );
}

async function namesIn(home: string): Promise<string[]> {
  try {
    return (await readdir(home)).sort();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw new RunError('HOME_UNWRITABLE', `runs home '${home}' cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

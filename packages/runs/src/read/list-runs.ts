import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RunError, reasonOf, systemCode } from '../errors.ts';
import { type RunInfo, readRun } from './read-run.ts';

/**
 * All runs in a home, newest first. What is no run is left out, and so is a run whose config cannot be
 * used. A home that does not exist yet has no runs.
 *
 * @example
 * const newest = (await listRuns(runsHome()))[0];
 */
export async function listRuns(home: string): Promise<RunInfo[]> {
  const runs: RunInfo[] = [];
  for (const name of await namesIn(home)) {
    const run = await readRun(join(home, name)).catch(unlessRunError);
    if (run) runs.push(run);
  }
  return runs.sort(
    (a, b) => b.config.createdAt.localeCompare(a.config.createdAt) || b.id.localeCompare(a.id),
  );
}

async function namesIn(home: string): Promise<string[]> {
  try {
    return await readdir(home);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw new RunError('HOME_UNWRITABLE', `runs home '${home}' cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function unlessRunError(error: unknown): undefined {
  if (error instanceof RunError) return undefined;
  throw error;
}

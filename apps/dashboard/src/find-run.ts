import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns, type RunInfo, readRun } from '@hourglass/runs/read';

/** The run with this id or path, as it stands now; without one, the newest. */
export async function findRun(run: string | undefined, home: string): Promise<RunInfo> {
  if (run === undefined) {
    const newest = (await listRuns(home))[0];
    if (!newest) throw new Error(`there are no runs in '${home}' yet. Start one with \`hourglass\`.`);
    return newest;
  }
  const named = join(home, run);
  const directory = existsSync(named) ? named : run;
  if (!existsSync(directory)) {
    throw new Error(
      `unknown run '${run}': it is neither in '${home}' nor a folder. \`hourglass runs\` lists them.`,
    );
  }
  return readRun(directory);
}

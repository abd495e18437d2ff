import { setTimeout as sleep } from 'node:timers/promises';
import { print } from '@hourglass/command-line';
import { listRuns, RunError, runsHome, steerRun } from '@hourglass/runs/read';
import { findRun } from '../find-run.ts';
import { shortPath } from '../terminal/short-path.ts';

/** A run that reads its data or measures answers late. */
const patienceMs = 30_000;

/** Asks a run to stop; without a name, the newest that is at work. Returns when it has heard. */
export async function stop(run: string | undefined, options: { readonly runs?: string }): Promise<number> {
  const home = runsHome(options.runs);
  const directory = run === undefined ? await newestAtWork(home) : (await findRun(run, home)).directory;
  await tellToStop(directory);
  print(`stopping with a checkpoint: ${shortPath(directory)}\n`);
  return 0;
}

async function newestAtWork(home: string): Promise<string> {
  const running = (await listRuns(home)).find(({ state }) => state === 'running');
  if (running) return running.directory;
  throw new Error(`no run is at work in '${home}'. \`hourglass runs\` lists what there is.`);
}

async function tellToStop(directory: string): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await steerRun(directory, 'stop');
    } catch (error) {
      const isSilent = error instanceof RunError && error.code === 'RUN_SILENT';
      if (!isSilent || performance.now() > until) throw error;
      await sleep(200);
    }
  }
}

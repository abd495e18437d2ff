import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { followRun, listRuns, readRun, runsHome, steerRun } from '@hourglass/runs/read';
import type { ViewOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { view } from './view.ts';

/** Shows a run that somebody else started, live or from its files. */
export async function watch(
  run: string | undefined,
  options: ViewOptions & { readonly runs?: string },
): Promise<number> {
  const directory = await directoryOf(run, runsHome(options.runs));
  const session: Session = {
    directory,
    owned: false,
    events: (signal) => followRun(directory, { signal }),
    steer: (order) => steerRun(directory, order),
    kill: () => undefined,
  };
  return view(async () => session, options);
}

async function directoryOf(run: string | undefined, home: string): Promise<string> {
  if (run === undefined) {
    const newest = (await listRuns(home))[0];
    if (!newest) throw new Error(`there are no runs in '${home}' yet. Start one with \`hourglass\`.`);
    return newest.directory;
  }
  const named = join(home, run);
  const directory = existsSync(named) ? named : run;
  if (!existsSync(directory)) {
    throw new Error(
      `unknown run '${run}': it is neither in '${home}' nor a folder. \`hourglass runs\` lists them.`,
    );
  }
  return (await readRun(directory)).directory;
}

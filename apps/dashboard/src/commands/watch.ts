import { followRun, runsHome, steerRun } from '@hourglass/runs/read';
import { findRun } from '../find-run.ts';
import type { ViewOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { view } from './view.ts';

/** Shows a run that somebody else started, live or from its files. */
export async function watch(
  run: string | undefined,
  options: ViewOptions & { readonly runs?: string },
): Promise<number> {
  const directory = await findRun(run, runsHome(options.runs));
  const session: Session = {
    directory,
    owned: false,
    events: (signal) => followRun(directory, { signal }),
    steer: (order) => steerRun(directory, order),
    kill: () => undefined,
  };
  return view(async () => session, options);
}

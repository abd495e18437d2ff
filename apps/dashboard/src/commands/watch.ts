import { exitCodes, UsageError } from '@hourglass/command-line';
import { followRun, runsHome, steerRun } from '@hourglass/runs/read';
import { findRun } from '../find-run.ts';
import type { WatchOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { view } from './view.ts';

/** Shows a run that somebody else started, live or from its files; or, with `--once`, one frame of it. */
export async function watch(run: string | undefined, options: WatchOptions): Promise<number> {
  const { once, columns, rows } = options;
  if (!once && (columns ?? rows) !== undefined) {
    throw new UsageError('--columns and --rows are the size of a frame that is printed: they need --once');
  }
  const { directory, config } = await findRun(run, runsHome(options.runs));
  const session: Session = {
    directory,
    owned: false,
    threads: config.train.threads ?? 'all',
    events: (signal) => followRun(directory, { signal }),
    steer: (order) => steerRun(directory, order),
    kill: () => undefined,
  };
  if (!once) return view(async () => session, options);
  const { printOnce } = await import('../output/once.ts');
  await printOnce(followRun(directory, { live: false }), session, options);
  return exitCodes.ok;
}

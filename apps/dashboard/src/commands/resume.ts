import type { ResumeOptions } from '../options.ts';
import { view } from './view.ts';

/** Goes on with a run that died or was stopped, and shows it from its start. */
export async function resume(run: string | undefined, options: ResumeOptions): Promise<number> {
  const { runs, epochs, learningRate, maxMinutes, maxSteps, changedData } = options;
  const open = async () => {
    const [{ resumeRun }, { runsHome }, { findRun }, { ownSession }] = await Promise.all([
      import('@hourglass/runs'),
      import('@hourglass/runs/read'),
      import('../find-run.ts'),
      import('./own-session.ts'),
    ]);
    const { directory, config } = await findRun(run, runsHome(runs));
    const changes = { epochs, learningRate, maxMinutes, maxSteps, changedData };
    return ownSession(await resumeRun(directory, changes), config.train);
  };
  return view(open, options);
}

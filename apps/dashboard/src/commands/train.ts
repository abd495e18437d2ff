import { bringData } from '../data/bring-data.ts';
import type { TrainOptions } from '../options.ts';
import type { Session } from '../session.ts';
import { requestFrom } from './config.ts';
import { view } from './view.ts';

/** Starts a run in a process of its own and shows it. */
export async function train(preset: string, options: TrainOptions): Promise<number> {
  const { config, dataDir } = await requestFrom(preset, options);
  await bringData(config.dataset, dataDir);
  const open = async (): Promise<Session> => {
    const [{ startRun }, { followRun, runsHome, steerRun }] = await Promise.all([
      import('@hourglass/runs'),
      import('@hourglass/runs/read'),
    ]);
    const run = await startRun(config, { home: runsHome(options.runs), ...(dataDir ? { dataDir } : {}) });
    return {
      directory: run.directory,
      owned: true,
      events: (signal) => followRun(run.directory, { signal }),
      steer: (order) => steerRun(run.directory, order),
      kill: () => {
        try {
          process.kill(run.pid, 'SIGKILL');
        } catch {
          // It is gone already.
        }
      },
    };
  };
  return view(open, options);
}

import { print } from '@hourglass/command-line';
import { bringData } from '../data/bring-data.ts';
import type { TrainOptions } from '../options.ts';
import { requestFrom } from './config.ts';
import { view } from './view.ts';

/** Starts a run in a process of its own and shows it; or, with `--print-config`, shows what it would be. */
export async function train(preset: string, options: TrainOptions): Promise<number> {
  const { config, dataDir, data } = await requestFrom(preset, options);
  if (options.printConfig) {
    print(`${JSON.stringify(config, null, 2)}\n`);
    return 0;
  }
  await bringData(config, dataDir);
  const open = async () => {
    const [{ startRun }, { runsHome }, { ownSession }] = await Promise.all([
      import('@hourglass/runs'),
      import('@hourglass/runs/read'),
      import('./own-session.ts'),
    ]);
    const home = runsHome(options.runs);
    return ownSession(await startRun(config, { home, dataDir, data }), config);
  };
  return view(open, options);
}

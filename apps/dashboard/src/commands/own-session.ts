import type { TrainConfig } from '@hourglass/models/config';
import type { StartedRun } from '@hourglass/runs';
import { followRun, steerRun } from '@hourglass/runs/read';
import type { Session } from '../session.ts';

/** A run that this command started, and that ends with it. */
export function ownSession({ directory, pid }: StartedRun, config: TrainConfig): Session {
  return {
    directory,
    owned: true,
    pid,
    threads: config.threads ?? 'all',
    events: (signal) => followRun(directory, { signal }),
    steer: (order) => steerRun(directory, order),
    kill: () => {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    },
  };
}

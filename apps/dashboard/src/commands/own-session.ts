import type { StartedRun } from '@hourglass/runs';
import { followRun, steerRun } from '@hourglass/runs/read';
import type { Session } from '../session.ts';

/** A run that this command started, and that ends with it. */
export function ownSession({ directory, pid }: StartedRun): Session {
  return {
    directory,
    owned: true,
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

import { listen } from '../control/listen.ts';
import { controlServer } from '../control/serve.ts';
import { readConfig } from '../files/config-file.ts';
import { dropLock, renewLock, takeLock } from '../files/lock-file.ts';
import { startTicks } from '../files/process-birth.ts';
import { Controls } from './controls.ts';
import { EventWriter } from './event-writer.ts';
import { rewind } from './rewind.ts';
import type { OpenSession } from './session.ts';
import { stopOnSignals } from './signals.ts';
import { train } from './train.ts';

export interface WorkerOptions {
  readonly resume?: boolean;
  /** Another base rate from the first step on. */
  readonly learningRate?: number | undefined;
}

/**
 * The life of a run's process: take the directory, listen, train, let go. With `resume`, first put the run
 * back to its newest whole checkpoint.
 *
 * @returns the exit code: 0 finished or stopped, 1 failed and said so in `run-ended`.
 * @throws if the directory cannot be taken or its events cannot be written.
 */
export async function runWorker(
  directory: string,
  open: OpenSession,
  { resume = false, learningRate }: WorkerOptions = {},
): Promise<number> {
  const config = await readConfig(directory);
  const controls = new Controls();
  stopOnSignals(controls);
  if (learningRate !== undefined) controls.obey({ learningRate });
  const server = controlServer((command) => controls.obey(command));
  const control = await listen(server, directory);
  try {
    const lock = { pid: process.pid, control, startTicks: (await startTicks(process.pid)) ?? null };
    await takeLock(directory, resume ? { ...lock, preparing: true } : lock);
    const from = resume ? await rewind(directory) : undefined;
    if (resume) await renewLock(directory, lock);
    const writer = await EventWriter.open(directory);
    try {
      const code = await train({ directory, config, controls, writer, open, from });
      // Only a run that has said how it ended lets go. After any other end readers need the lock to see it.
      await dropLock(directory);
      return code;
    } finally {
      await writer.close();
    }
  } finally {
    server.close();
  }
}

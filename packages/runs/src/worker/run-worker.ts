import { type ReadConfig, readConfig } from '../config/read-config.ts';
import { listen } from '../control/listen.ts';
import { controlServer } from '../control/serve.ts';
import { dropLock, type RunLock, renewLock, takeLock } from '../files/lock-file.ts';
import { startTicks } from '../files/process-birth.ts';
import type { ResumeOrder } from '../start/worker-protocol.ts';
import { beginAgain } from './begin.ts';
import { Controls } from './controls.ts';
import { EventWriter } from './event-writer.ts';
import { type GoneOn, goOn } from './go-on.ts';
import { Place } from './place.ts';
import type { PrepareTraining } from './session.ts';
import { stopOnSignals } from './signals.ts';
import { train } from './train.ts';

/**
 * The life of a run's process: take the directory, listen, train, let go. With an `order`, first put the run
 * back to its newest whole checkpoint.
 *
 * @returns the exit code: 0 finished or stopped, 1 failed and said so in `run-ended`.
 * @throws if the directory cannot be taken, the run cannot go on, or its events cannot be written.
 */
export async function runWorker(
  directory: string,
  prepare: PrepareTraining,
  order?: ResumeOrder,
): Promise<number> {
  const controls = new Controls();
  // First of all: a signal that comes early must not end it without a word.
  stopOnSignals(controls);
  const read = await readConfig(directory);
  if (order?.learningRate !== undefined) controls.obey({ learningRate: order.learningRate });
  const server = controlServer((command) => controls.obey(command));
  const control = await listen(server, directory);
  try {
    const lock = { pid: process.pid, control, startTicks: (await startTicks(process.pid)) ?? null };
    const gone = await takeDirectory(directory, lock, read, prepare, order);
    const { config = read.config, prepared, from } = gone;
    const writer = await EventWriter.open(directory);
    const place = new Place(directory, lock, writer);
    const unwatch = place.watch(() => controls.stop());
    try {
      const code = await train({
        place,
        config,
        controls,
        writer,
        prepare: async () => prepared ?? prepare(config),
        from,
      });
      // Only a run that has said how it ended lets go. After any other end readers need the lock to see it.
      await dropLock(directory, lock);
      return code;
    } finally {
      unwatch();
      await writer.close();
    }
  } finally {
    server.close();
  }
}

/**
 * A run that goes on is ready to be followed once its files are cut back; one that says what it is to be trained
 * on, once its data are known to be these.
 */
async function takeDirectory(
  directory: string,
  lock: RunLock,
  read: ReadConfig,
  prepare: PrepareTraining,
  order: ResumeOrder | undefined,
): Promise<Partial<GoneOn>> {
  const isReady = !order && !read.config.data;
  await takeLock(directory, isReady ? lock : { ...lock, preparing: true });
  if (isReady) return {};
  try {
    const gone = order
      ? await goOn(directory, read, order, prepare)
      : { prepared: await beginAgain(read.config, prepare) };
    await renewLock(directory, lock);
    return gone;
  } catch (error) {
    await dropLock(directory, { ...lock, preparing: true });
    throw error;
  }
}

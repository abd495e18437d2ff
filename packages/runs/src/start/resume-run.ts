import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseTrainConfig } from '@hourglass/models/config';
import { isListening } from '../control/is-listening.ts';
import { isRunAlive } from '../control/proof-of-life.ts';
import { RunError, reasonOf } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { dropDeadLock, readLock, takenError } from '../files/lock-file.ts';
import { type RunInfo, readRun } from '../read/read-run.ts';
import { spawnWorker } from './spawn-worker.ts';
import { type StartedRun, startedRun } from './start-run.ts';
import { untilTaken } from './until-taken.ts';
import type { ResumeOrder } from './worker-protocol.ts';

/** What a run may get more of when it goes on. All else stays as it was, or it would be another run. */
export interface ResumeChanges {
  /** All epochs of the run, not more on top. */
  readonly epochs?: number | undefined;
  readonly maxMinutes?: number | undefined;
  readonly maxSteps?: number | undefined;
}

export interface ResumeOptions extends ResumeChanges {
  /** Another base rate from here on, as `steerRun` sets it. Absent: that of the checkpoint. */
  readonly learningRate?: number | undefined;
  /** Goes on even if the data are not those that the run was trained on. Default: refuses. */
  readonly changedData?: boolean | undefined;
}

/** How long a process may take from its last word to its end, and how often to look, in milliseconds. */
const patienceMs = 10_000;
const pollMs = 10;

const workerScript = fileURLToPath(new URL('../worker/main.js', import.meta.url));

/**
 * Goes on with a run that died or was stopped, in a process of its own, from its newest whole checkpoint. It
 * trains the same bits that it would have trained without the interruption; what it had told since that
 * checkpoint is cut off, and told again. A run without a checkpoint begins anew. Returns when its files are
 * cut back and before it trains.
 *
 * @example
 * const run = await resumeRun('runs/mnist-64-20261124-081500-x7k2', { epochs: 40 });
 * for await (const event of followRun(run.directory)) console.log(event.type);
 *
 * @throws {RunError} `NOT_A_RUN`, `CONFIG_INVALID`, `CONFIG_NEWER`; `RUN_TAKEN` if it is at work;
 * `NOTHING_TO_RESUME` if it is finished and gets no more of anything; `DATA_CHANGED`; `RUN_UNWRITABLE`; `START_FAILED`.
 */
export function resumeRun(directory: string, options: ResumeOptions = {}): Promise<StartedRun> {
  return resumeRunWith(workerScript, directory, options);
}

/** As `resumeRun`, with another worker: for tests. */
export async function resumeRunWith(
  script: string,
  directory: string,
  { learningRate, changedData, ...changes }: ResumeOptions,
): Promise<StartedRun> {
  const home = resolve(directory);
  const run = await readRun(home);
  if (run.state !== 'running') await untilLetGo(home);
  const lock = await readLock(home);
  if (run.state === 'running') {
    const pid = lock ? ` (pid ${lock.pid})` : '';
    throw new RunError(
      'RUN_TAKEN',
      `run '${run.id}' is at work${pid}; there is nothing to resume. \`hourglass watch ${run.id}\` shows it.`,
    );
  }
  checkChanges(run, changes);
  try {
    if (lock) await dropDeadLock(home, lock);
    else await dropRemains(home);
    const order: ResumeOrder = { changes, learningRate, changedData };
    const worker = await spawnWorker(script, home, [JSON.stringify(order)]);
    await untilTaken(home, worker, { resumed: true });
    return startedRun(basename(home), home, worker);
  } catch (cause) {
    if (cause instanceof RunError) throw cause;
    throw new RunError(
      'RUN_UNWRITABLE',
      `run '${run.id}' cannot go on: ${home} cannot be written: ${reasonOf(cause)}.`,
      { cause },
    );
  }
}

/** A run that has just said how it ended may still be letting go. @throws {RunError} `RUN_TAKEN` if it does not. */
async function untilLetGo(directory: string): Promise<void> {
  const until = performance.now() + patienceMs;
  while (await isHeld(directory)) {
    if (performance.now() > until) throw takenError(directory);
    await setTimeout(pollMs);
  }
}

/** The lock is dropped first, and the socket a little later. */
async function isHeld(directory: string): Promise<boolean> {
  if (await readLock(directory)) return isRunAlive(directory);
  return isListening(join(directory, runFiles.control));
}

/** What a process leaves that dies while it takes its directory: a socket without a lock, or half a lock. */
async function dropRemains(directory: string): Promise<void> {
  if (await isHeld(directory)) throw takenError(directory);
  await rm(join(directory, runFiles.control), { force: true });
  await rm(join(directory, runFiles.lock), { force: true });
}

/** @throws {RunError} `NOTHING_TO_RESUME`. @throws {ConfigError} if what is to be changed cannot be. */
function checkChanges({ id, config, state, summary }: RunInfo, changes: ResumeChanges): void {
  const stated = Object.entries(changes).filter(([, value]) => value !== undefined);
  if (stated.length === 0 && state !== 'finished') return;
  const epochs = summary.ended?.epoch ?? 0;
  if (stated.length === 0) {
    throw new RunError(
      'NOTHING_TO_RESUME',
      `run '${id}' is finished after ${epochs} epochs. To train it longer: \`hourglass resume ${id} --epochs ${2 * Math.max(epochs, 1)}\`.`,
    );
  }
  if (changes.epochs !== undefined && changes.epochs <= epochs) {
    throw new RunError(
      'NOTHING_TO_RESUME',
      `run '${id}' has trained ${epochs} epochs; ${changes.epochs} are no more. Name the number of all epochs.`,
    );
  }
  parseTrainConfig({ ...config.train, ...Object.fromEntries(stated) });
}

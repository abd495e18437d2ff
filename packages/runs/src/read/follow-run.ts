import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TrainingEvent } from '@hourglass/models/config';
import { readConfig } from '../config/read-config.ts';
import { isRunAlive } from '../control/proof-of-life.ts';
import { runFiles } from '../files/layout.ts';
import { ChangeSignal } from './change-signal.ts';
import { diedEvent, goneEvent } from './died-event.ts';
import { EventLog } from './event-log.ts';
import { RunSummarizer } from './run-summary.ts';

/** How often to look for new lines when the file watcher is silent, in milliseconds. */
const pollMs = 100;

/** How often to ask whether the run's process is still there, in milliseconds. */
const pulseMs = 250;

export interface FollowOptions {
  /** Ends the following quietly, without an error. */
  readonly signal?: AbortSignal;
  /** False: ends with what is written now, whether the run is at work or not. @default true */
  readonly live?: boolean;
}

/**
 * Every event of a run: first those that are written already, then each new one as it comes. Ends with
 * the `run-ended` event. If the run's process is gone without one, the last event is a `run-ended` with
 * reason `died`, whose message says what is known. A line that is no event comes as a `warning`.
 *
 * Reads in small chunks and gives the event loop a turn every few milliseconds.
 *
 * @example
 * for await (const event of followRun("runs/mnist-64-20261124-081500-x7k2")) console.log(event.type);
 *
 * @throws {RunError} `NOT_A_RUN` or `CONFIG_INVALID`.
 */
export async function* followRun(
  directory: string,
  { signal, live = true }: FollowOptions = {},
): AsyncGenerator<TrainingEvent> {
  const home = resolve(directory);
  await readConfig(home);
  const log = new EventLog(join(home, runFiles.metrics));
  const changes = new ChangeSignal(home);
  const events = new RunSummarizer();
  let nextPulse = 0;
  try {
    while (!signal?.aborted) {
      // Asked before reading: then all that a dead process wrote is in what is read next.
      const pulse = performance.now() >= nextPulse;
      const alive = !pulse || ((await isRunAlive(home)) && (await log.isInPlace()));
      if (pulse) nextPulse = performance.now() + pulseMs;
      for await (const event of log.read()) {
        if (signal?.aborted) return;
        events.add(event);
        yield event;
        if (event.type === 'run-ended') return;
      }
      if (!alive) return yield* lastWords(home, log, events);
      if (!live) return;
      await changes.next(pollMs, signal);
    }
  } finally {
    changes.close();
    await log.close();
  }
}

/** What is left to tell when a run's process is gone: a last line that has lost its newline, and how it ended if it did not say. */
async function* lastWords(home: string, log: EventLog, events: RunSummarizer): AsyncGenerator<TrainingEvent> {
  const last = log.last();
  if (last) {
    events.add(last);
    yield last;
  }
  if (last?.type === 'run-ended') return;
  const isThere = existsSync(home) && (await log.isInPlace());
  yield isThere ? await diedEvent(home, events) : goneEvent(home, events);
}

import { basename, resolve } from 'node:path';
import { readConfig } from '../config/read-config.ts';
import type { RunConfig } from '../config/run-config.ts';
import { isRunAlive } from '../control/proof-of-life.ts';
import { diedEvent } from './died-event.ts';
import { readEvents } from './read-events.ts';
import type { RunSummary } from './run-summary.ts';

/** `died`: its process is gone and left no `run-ended`. */
export type RunState = 'running' | 'finished' | 'stopped' | 'failed' | 'died';

/** A run as it stands on disk. */
export interface RunInfo {
  /** The name of its directory. */
  readonly id: string;
  /** Absolute. */
  readonly directory: string;
  readonly config: RunConfig;
  readonly state: RunState;
  readonly summary: RunSummary;
  /** What in its files is damaged, and what was taken instead; mostly empty. */
  readonly warnings: readonly string[];
}

/**
 * Reads a run once, as it stands now.
 *
 * @example
 * const { state, summary } = await readRun("runs/mnist-64-20261124-081500-x7k2");
 * console.log(state, summary.lastEpoch?.testBce); // finished 0.0731
 *
 * @throws {RunError} `NOT_A_RUN` or `CONFIG_INVALID`.
 */
export async function readRun(directory: string): Promise<RunInfo> {
  const home = resolve(directory);
  const { config, warnings } = await readConfig(home);
  // Asked before reading, as in followRun: then nothing of a dead run is missed.
  const alive = await isRunAlive(home);
  const events = await readEvents(home, !alive);
  if (!alive && !events.summary().ended) events.add(await diedEvent(home, events));
  const summary = events.summary();
  const state = summary.ended?.reason ?? 'running';
  return { id: basename(home), directory: home, config, state, summary, warnings };
}

import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isFolderPath } from '@hourglass/datasets/catalog';
import type { DataFacts } from '@hourglass/models';
import { parseTrainConfig, type TrainConfig } from '@hourglass/models/config';
import { type RunConfig, writeConfig } from '../config/run-config.ts';
import { RunError, reasonOf } from '../errors.ts';
import { runFiles } from '../files/layout.ts';
import { makeRunDirectory } from './make-directory.ts';
import { spawnWorker, type Worker, type WorkerExit } from './spawn-worker.ts';
import { untilTaken } from './until-taken.ts';

export interface StartOptions {
  /** The folder that holds all runs; made if it is not there. See `runsHome` of `@hourglass/runs/read`. */
  readonly home: string;
  /** Folder with the data; absent: `HOURGLASS_DATA_DIR`, else what is embedded. */
  readonly dataDir?: string | undefined;
  /**
   * What it is to be trained on, as the config of the run that it repeats tells. Other data are refused. Absent:
   * whatever the data are.
   */
  readonly data?: DataFacts | undefined;
}

/** A run that trains in a process of its own. Follow it with `followRun` of `@hourglass/runs/read`. */
export interface StartedRun {
  readonly id: string;
  /** Absolute. */
  readonly directory: string;
  readonly pid: number;
  /**
   * How its process ended. To wait for it keeps this process alive; not to ask for it lets this
   * process end before the run does.
   */
  readonly exited: Promise<WorkerExit>;
}

/** The run's process; beside this folder once built. */
const workerScript = fileURLToPath(new URL('../worker/main.js', import.meta.url));

/**
 * Starts a training run in a process of its own and returns as soon as that has taken its directory,
 * before it trains. The run goes on if this process ends.
 *
 * @example
 * const run = await startRun(resolveTrainConfig({ epochs: 1 }), { home: runsHome() });
 * for await (const event of followRun(run.directory)) console.log(event.type);
 *
 * @throws {ConfigError} of `@hourglass/models` if the config cannot be used.
 * @throws {RunError} `HOME_UNWRITABLE`; `DATA_CHANGED`; or `START_FAILED` with the last words of the process.
 */
export function startRun(config: TrainConfig, options: StartOptions): Promise<StartedRun> {
  return startRunWith(workerScript, config, options);
}

/** As `startRun`, with another worker: for tests. */
export async function startRunWith(
  script: string,
  config: TrainConfig,
  { home, dataDir, data }: StartOptions,
): Promise<StartedRun> {
  const train = parseTrainConfig(config);
  const { id, directory } = await makeRunDirectory(home, train.preset);
  try {
    const worker = await launch(script, directory, await describe(train, dataDir, data));
    await untilTaken(directory, worker);
    return startedRun(id, directory, worker);
  } catch (error) {
    await forget(directory);
    throw error;
  }
}

/** A run that told nothing is none: its folder would only be listed as one that died. */
async function forget(directory: string): Promise<void> {
  if (existsSync(join(directory, runFiles.metrics))) return;
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}

export function startedRun(id: string, directory: string, { child, exit }: Worker): StartedRun {
  return {
    id,
    directory,
    pid: child.pid!,
    get exited() {
      child.ref();
      return exit;
    },
  };
}

async function launch(script: string, directory: string, config: RunConfig): Promise<Worker> {
  try {
    await writeConfig(directory, config);
    return await spawnWorker(script, directory);
  } catch (cause) {
    throw new RunError('START_FAILED', `the run in ${directory} could not be started: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

async function describe(
  train: TrainConfig,
  dataDir: string | undefined,
  data: DataFacts | undefined,
): Promise<RunConfig> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return {
    version: 1,
    hourglass: JSON.parse(manifest).version,
    node: process.version,
    createdAt: new Date().toISOString(),
    dataDir: dataDir === undefined ? null : resolve(dataDir),
    // Whoever resumes the run may stand in another folder.
    train: isFolderPath(train.dataset) ? { ...train, dataset: resolve(train.dataset) } : train,
    ...(data && { data }),
  };
}

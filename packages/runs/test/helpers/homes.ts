import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveTrainConfig, type TrainConfigInput, type TrainingEvent } from '@hourglass/models/config';
import { onTestFinished } from 'vitest';
import type { RunConfig } from '../../src/config/run-config.ts';

/** An empty folder that goes away with the test. */
export async function makeHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'hourglass-runs-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

export interface RunOnDisk {
  readonly id?: string;
  readonly createdAt?: string;
  /** `metrics.jsonl`, byte for byte, or event for event. Absent: there is none. */
  readonly metrics?: string | readonly TrainingEvent[];
  readonly lock?: object;
}

/** The config of a run that nobody started. */
export function runConfig(train: TrainConfigInput = {}): RunConfig {
  const [hourglass, node, createdAt] = ['0.1.0', 'v20.0.0', '2026-01-01T00:00:00.000Z'];
  return { version: 1, hourglass, node, createdAt, dataDir: null, train: resolveTrainConfig(train) };
}

/** A run directory made by hand, as a process might have left it. */
export async function makeRun(home: string, run: RunOnDisk = {}): Promise<string> {
  const { id = 'by-hand', createdAt = '2026-01-01T00:00:00.000Z', metrics, lock } = run;
  const directory = join(home, id);
  await mkdir(directory);
  await writeFile(join(directory, 'config.json'), JSON.stringify({ ...runConfig(), createdAt }));
  if (metrics !== undefined) await writeFile(join(directory, 'metrics.jsonl'), toText(metrics));
  if (lock) await writeFile(join(directory, 'lock'), JSON.stringify(lock));
  return directory;
}

export function toText(metrics: string | readonly TrainingEvent[]): string {
  return typeof metrics === 'string'
    ? metrics
    : metrics.map((event) => `${JSON.stringify(event)}\n`).join('');
}

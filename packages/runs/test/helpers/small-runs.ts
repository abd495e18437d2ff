import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFacts } from '@hourglass/models';
import { resolveTrainConfig, type TrainConfigInput, type TrainingEvent } from '@hourglass/models/config';
import { onTestFinished } from 'vitest';
import { type ResumeOptions, resumeRunWith } from '../../src/start/resume-run.ts';
import { type StartedRun, startRunWith } from '../../src/start/start-run.ts';

const worker = join(import.meta.dirname, '..', '..', 'dist', 'worker', 'main.js');

/** 800 pictures, 100 steps an epoch, a net of 7 thousand weights: seconds, and all of a real run. */
export const small: TrainConfigInput = {
  preset: 'mnist-64-shallow',
  net: { kind: 'dense', hidden: [], codeSize: 4 },
  batchSize: 8,
  epochs: 3,
  threads: 1,
  previewSeconds: 0.05,
};

export async function startSmall(
  home: string,
  dataDir: string,
  config: TrainConfigInput,
  data?: DataFacts,
): Promise<StartedRun> {
  const options = { home, dataDir, data };
  const run = await startRunWith(worker, resolveTrainConfig({ ...small, ...config }), options);
  return ended(run);
}

export async function resumeSmall(directory: string, options: ResumeOptions = {}): Promise<StartedRun> {
  return ended(await resumeRunWith(worker, directory, options));
}

function ended(run: StartedRun): StartedRun {
  onTestFinished(() => kill(run));
  return run;
}

export function kill({ pid }: StartedRun): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

export async function eventsOf(directory: string): Promise<TrainingEvent[]> {
  const text = await readFile(join(directory, 'metrics.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

type Finding = Extract<TrainingEvent, { type: 'evaluation' | 'neighbours' }>;

/**
 * What a run learned, without its times: epochs with their losses, findings, and the loss at each step told.
 * Which epochs are measured depends on how long that takes; what is measured at the end does not.
 */
export async function learnedBy(directory: string) {
  const events = await eventsOf(directory);
  const epochs = events.filter((event) => event.type === 'epoch');
  const findings = events.filter((event): event is Finding =>
    ['evaluation', 'neighbours'].includes(event.type),
  );
  // Each measuring begins with the neighbours by each measure.
  const isFirst = (i: number) => findings[i]?.type === 'neighbours' && findings[i - 1]?.type !== 'neighbours';
  const endsAt = findings.findLastIndex((_, i) => isFirst(i));
  const steps = events
    .filter((event) => event.type === 'step')
    .map(({ step, loss }) => [step, loss] as const);
  return {
    epochs: epochs.map(({ time: _, seconds: __, imagesPerSecond: ___, ...rest }) => rest),
    onTheWay: findings.slice(0, endsAt).map(withoutTime),
    atTheEnd: findings.slice(endsAt).map(withoutTime),
    steps,
    ended: events.at(-1) as Extract<TrainingEvent, { type: 'run-ended' }>,
  };
}

function withoutTime({ time: _, ...finding }: Finding) {
  return finding;
}

/** All files that hold numbers of the newest checkpoint, as one. */
export async function lastNumbers(directory: string): Promise<Buffer> {
  const last = (await eventsOf(directory)).findLast((event) => event.type === 'checkpoint')!;
  const files = ['weights.bin', 'optimizer.bin'].map((name) => readFile(join(directory, last.path, name)));
  return Buffer.concat(await Promise.all(files));
}

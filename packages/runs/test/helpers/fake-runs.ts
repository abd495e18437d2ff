import { fileURLToPath } from 'node:url';
import { resolveTrainConfig, type TrainingEvent } from '@hourglass/models/config';
import { onTestFinished } from 'vitest';
import { followRun } from '../../src/read/follow-run.ts';
import { type ResumeOptions, resumeRunWith } from '../../src/start/resume-run.ts';
import { type StartedRun, startRunWith } from '../../src/start/start-run.ts';

export const fakeWorker = fileURLToPath(new URL('fake-worker.mjs', import.meta.url));

/** Starts the run's real process around a made-up training of `epochs` epochs of `steps` steps. */
export async function startFake(
  home: string,
  {
    epochs = 1,
    steps = 4,
    ...often
  }: { epochs?: number; steps?: number; everySteps?: number; keep?: number } = {},
): Promise<StartedRun> {
  const checkpoints = Object.keys(often).length === 0 ? {} : { checkpoints: often };
  const config = resolveTrainConfig({ epochs, batchSize: steps, ...checkpoints });
  return untilTestEnds(await startRunWith(fakeWorker, config, { home }));
}

export async function resumeFake(directory: string, changes: ResumeOptions = {}): Promise<StartedRun> {
  return untilTestEnds(await resumeRunWith(fakeWorker, directory, changes));
}

function untilTestEnds(run: StartedRun): StartedRun {
  onTestFinished(() => end(run.pid));
  return run;
}

/** A run that goes on for much longer than any test. */
export function startEndless(home: string): Promise<StartedRun> {
  return startFake(home, { epochs: 1000, steps: 1000 });
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** All events to the end of the run. `seen` is called with each. */
export async function collect(
  directory: string,
  seen: (event: TrainingEvent) => unknown = () => {},
): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  for await (const event of followRun(directory)) {
    events.push(event);
    await seen(event);
  }
  return events;
}

export function typesOf(events: readonly TrainingEvent[]): string[] {
  return events.map((event) => event.type);
}

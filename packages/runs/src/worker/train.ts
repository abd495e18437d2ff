import type { RunEnded } from '@hourglass/models/config';
import { RunError } from '../errors.ts';
import type { RunConfig } from '../files/config-file.ts';
import { writeCheckpoint } from './checkpoint.ts';
import type { Controls } from './controls.ts';
import type { EventWriter } from './event-writer.ts';
import type { OpenSession, Session } from './session.ts';
import { Story } from './story.ts';
import { thinSteps } from './thin-steps.ts';

export interface TrainingRun {
  readonly directory: string;
  readonly config: RunConfig;
  readonly controls: Controls;
  readonly writer: EventWriter;
  readonly open: OpenSession;
}

/**
 * Trains and writes down every event, to the `run-ended`, whatever happens.
 *
 * @returns the exit code: 0 finished or stopped, 1 failed.
 * @throws {RunError} `LOG_UNWRITABLE` if the events cannot be written: then there is no `run-ended` either.
 */
export async function train(run: TrainingRun): Promise<number> {
  const story = new Story(run.writer);
  const ended = await trainOrFail(run, story);
  // Before the last line: who has read that a run is over is not told that it obeys.
  run.controls.end();
  await story.add(ended);
  return ended.reason === 'failed' ? 1 : 0;
}

async function trainOrFail(run: TrainingRun, story: Story): Promise<RunEnded> {
  try {
    const session = await run.open(run.config, run.controls.stopped);
    try {
      return await tell(session, story, run);
    } finally {
      await session.dispose();
    }
  } catch (error) {
    if (error instanceof RunError && error.code === 'LOG_UNWRITABLE') throw error;
    console.error(error);
    return story.end('failed', error instanceof Error ? error.message : String(error));
  }
}

async function tell(session: Session, story: Story, { directory, controls }: TrainingRun): Promise<RunEnded> {
  const stop = () => session.stop();
  controls.stopped.addEventListener('abort', stop);
  if (controls.stopped.aborted) stop();
  for await (const event of thinSteps(session.events())) {
    if (event.type === 'run-ended') return finish(session, story, directory, event);
    await story.add(event);
    if (!controls.paused) continue;
    await story.add({ type: 'paused', ...story.position() });
    await controls.untilResumed();
    if (!controls.stopped.aborted) await story.add({ type: 'resumed', ...story.position() });
  }
  throw new Error('internal: the training ended without a run-ended event');
}

async function finish(session: Session, story: Story, directory: string, ended: RunEnded): Promise<RunEnded> {
  if (ended.reason === 'failed') return ended;
  const { step, epoch } = ended;
  const path = await writeCheckpoint(directory, step, (to) => session.saveWeights(to));
  await story.add({ type: 'checkpoint', ...story.position(), step, epoch, path });
  return { ...ended, time: story.position().time };
}
